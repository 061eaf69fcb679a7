// A container runtime for tests: it serves the CRI to an unmodified kubelet, writes down what the
// kubelet asks for, and runs each container's program as a process of this machine with exactly
// the environment that the kubelet gave.
//
//	cri --socket PATH --journal PATH --state DIR
//
// There are no images: each one that is asked for is said to be there, and holds the files of this machine. A container
// whose program the machine does not have, or that names none, is said to run, without a process.
// Needs root with CAP_SYS_ADMIN. The network is that of this process, for all pods.
package main

import (
	"flag"
	"log"
	"net"
	"os"

	"google.golang.org/grpc"
	pb "k8s.io/cri-api/pkg/apis/runtime/v1"
)

// What the kubelet may send at once; larger than its own limit.
const maxMessageBytes = 32 << 20

func main() {
	if len(os.Args) == 2 && os.Args[1] == becomeContainer {
		enterContainer() // does not return
	}
	socket := flag.String("socket", "", "unix socket to listen on")
	journalPath := flag.String("journal", "", "file to append a line of JSON to for each request that counts")
	state := flag.String("state", "", "directory for the roots of containers")
	flag.Parse()
	if err := serve(*socket, *journalPath, *state); err != nil {
		log.Fatal(err)
	}
}

func serve(socket, journalPath, state string) error {
	if err := os.MkdirAll(state, 0o755); err != nil {
		return err
	}
	journal, err := openJournal(journalPath)
	if err != nil {
		return err
	}
	r := newRuntime(journal, state)
	if err := r.serveStreams("127.0.0.1:0"); err != nil {
		return err
	}
	listener, err := net.Listen("unix", socket)
	if err != nil {
		return err
	}
	server := grpc.NewServer(grpc.MaxRecvMsgSize(maxMessageBytes), grpc.MaxSendMsgSize(maxMessageBytes))
	pb.RegisterRuntimeServiceServer(server, r)
	pb.RegisterImageServiceServer(server, newImages())
	return server.Serve(listener)
}
