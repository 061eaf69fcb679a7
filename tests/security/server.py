"""A server for commands that wait for a service."""
import socket
import threading


def listen():
    """Accepts connections on a port of 127.0.0.1, which it returns."""
    server = socket.create_server(("127.0.0.1", 0))

    def accept():
        while True:
            server.accept()[0].close()
    threading.Thread(target=accept, daemon=True).start()
    return server.getsockname()[1]
