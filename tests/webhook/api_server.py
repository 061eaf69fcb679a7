"""A scripted API server that serves Services over TLS, for tests/webhook/watch."""

import gzip
import http.server
import json
import socket
import ssl
import threading
import time
import urllib.parse


def service(namespace, name, address, kind="ClusterIP", padding=""):
    return {"apiVersion": "v1", "kind": "Service",
            "metadata": {"name": name, "namespace": namespace, "managedFields": [{"fieldsV1": {"f:spec": {padding: {}}}}]},
            "spec": {"clusterIP": address, "type": kind, "selector": {"app": name},
                     "ports": [{"name": "main", "protocol": "TCP", "port": 6379, "targetPort": 6379}]}}


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def setup(self):
        super().setup()
        self.server.api.connections.append(self.connection)

    def log_message(self, *_):
        pass

    def do_GET(self):
        api = self.server.api
        if api.stopped:
            self.close_connection = True
            return
        url = urllib.parse.urlsplit(self.path)
        query = {key: values[0] for key, values in urllib.parse.parse_qs(url.query).items()}
        api.requests.append((time.monotonic(), query))
        self.wants_gzip = "gzip" in self.headers.get("Accept-Encoding", "")
        try:
            if api.hook and api.hook(self, query):
                return
            if api.token and self.headers.get("Authorization") != f"Bearer {api.token}":
                return self.fail(401, "Unauthorized")
            if url.path != "/api/v1/services":
                return self.fail(404, "not found")
            if "fieldSelector" in query and api.refuses_selector:
                return self.fail(400, "field label not supported: spec.clusterIP")
            if "watch" not in query:
                return self.list(query)
            self.watch(query)
        except (OSError, ssl.SSLError):
            self.close_connection = True

    def send(self, status, body, compressed=False, **headers):
        body = body if isinstance(body, bytes) else json.dumps(body).encode()
        if compressed:
            body = gzip.compress(body, 1)
            headers["Content-Encoding"] = "gzip"
        self.send_response(status)
        for name, value in {"Content-Type": "application/json", "Content-Length": str(len(body)), **headers}.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        self.wfile.write(body)

    def fail(self, status, message, **headers):
        self.send(status, {"kind": "Status", "apiVersion": "v1", "status": "Failure", "message": message,
                           "code": status}, **headers)

    def list(self, query):
        api = self.server.api
        with api.changed:
            everything, version = api.selected(query), api.version
        first = int(query.get("continue", "0").split("/")[-1])
        limit = int(query.get("limit", len(everything) + 1))
        page = everything[first:first + limit]
        metadata = {"resourceVersion": str(version)}
        if first + limit < len(everything):
            metadata["continue"] = f"a+b/{first + limit}"
        self.send(200, {"kind": "ServiceList", "apiVersion": "v1", "metadata": metadata, "items": page},
                  compressed=self.wants_gzip)

    def begin_chunks(self):
        self.compresses_events = self.wants_gzip and self.server.api.compresses_events
        self.send_response(200)
        if self.compresses_events:
            self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Type", "application/json")
        self.send_header("Transfer-Encoding", "chunked")
        self.end_headers()

    def chunk(self, data):
        self.wfile.write(b"%x\r\n%s\r\n" % (len(data), data))

    def event(self, kind, thing):
        text = json.dumps({"type": kind, "object": thing}).encode() + b"\n"
        self.chunk(gzip.compress(text, 1) if self.compresses_events else text)  # a member each, as kube-apiserver 1.37

    def bookmark(self, version, **annotations):
        self.event("BOOKMARK", {"kind": "Service", "apiVersion": "v1",
                                "metadata": {"resourceVersion": str(version), "annotations": annotations}})

    def watch(self, query):
        api = self.server.api
        if "sendInitialEvents" in query and api.refuses_stream:
            return self.fail(422, "sendInitialEvents: Forbidden")
        if "sendInitialEvents" in query:
            with api.changed:
                everything, version = api.selected(query), api.version
            self.begin_chunks()
            for thing in everything:
                self.event("ADDED", thing)
            self.bookmark(version, **{"k8s.io/initial-events-end": "true"})
        else:
            version = int(query["resourceVersion"])
            if version < api.oldest and api.expires_with_status:
                return self.fail(410, "too old resource version")
            self.begin_chunks()
            if version < api.oldest:
                self.event("ERROR", {"kind": "Status", "code": 410, "reason": "Expired", "message": "too old"})
                return self.chunk(b"")
        end = time.monotonic() + api.watch_seconds
        while time.monotonic() < end and not api.stopped:
            with api.changed:
                events = [one for one in api.events if one[0] > version]
                if not events:
                    api.changed.wait(api.bookmark_seconds)
                    events = [one for one in api.events if one[0] > version]
                latest = api.version
            for version, kind, thing in events:
                self.event(kind, thing)
            if not events and api.sends_bookmarks:
                version = latest
                self.bookmark(version)
        self.chunk(b"")


class Server(http.server.ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 64

    def handle_error(self, request, client_address):
        pass  # clients break off TLS handshakes


class Api:
    """Serves the services that tests put into it. `hook(handler, query)` may answer instead."""

    def __init__(self, certificate, key, client_ca=None, port=0):
        self.services, self.events, self.version, self.oldest = {}, [], 1, 0
        self.connections = []
        self.changed, self.requests, self.hook, self.token = threading.Condition(), [], None, None
        self.refuses_stream = self.refuses_selector = self.expires_with_status = self.stopped = False
        self.compresses_events = False
        self.sends_bookmarks, self.bookmark_seconds, self.watch_seconds = True, 0.5, 60
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate, key)
        if client_ca:
            context.load_verify_locations(client_ca)
            context.verify_mode = ssl.CERT_REQUIRED
        self.server = Server(("127.0.0.1", port), Handler)
        self.server.api = self
        self.server.socket = context.wrap_socket(self.server.socket, server_side=True, do_handshake_on_connect=False)
        self.port = self.server.server_address[1]
        threading.Thread(target=self.server.serve_forever, args=(0.05,), daemon=True).start()

    def selected(self, query):
        """The services that the field selector selects, with the current lock held."""
        return [thing for thing in self.services.values()
                if "fieldSelector" not in query or thing["spec"].get("clusterIP") != "None"]

    def put(self, namespace, name, address, kind="ClusterIP"):
        with self.changed:
            self.version += 1
            thing = service(namespace, name, address, kind)
            thing["metadata"]["resourceVersion"] = str(self.version)
            known = (namespace, name) in self.services
            self.services[namespace, name] = thing
            self.events.append((self.version, "MODIFIED" if known else "ADDED", thing))
            self.changed.notify_all()

    def delete(self, namespace, name):
        with self.changed:
            self.version += 1
            thing = self.services.pop((namespace, name))
            thing = {**thing, "metadata": {**thing["metadata"], "resourceVersion": str(self.version)}}
            self.events.append((self.version, "DELETED", thing))
            self.changed.notify_all()

    def expire(self):
        """Forgets all events, as etcd does after compaction."""
        with self.changed:
            self.version += 1
            self.oldest = self.version
            self.events.clear()

    def disconnect(self):
        """Breaks all connections."""
        connections, self.connections = self.connections, []
        for connection in connections:
            try:
                connection.shutdown(socket.SHUT_RDWR)
            except OSError:
                pass

    def count(self, **wanted):
        """The number of requests with these parameters; None means that one is absent."""
        return sum(all(query.get(key) == value for key, value in wanted.items()) for _, query in self.requests)

    def stop(self):
        self.stopped = True
        with self.changed:
            self.changed.notify_all()
        self.server.shutdown()
        self.server.server_close()
        self.disconnect()
