// go-webhook is a mutating admission webhook that removes link variables from pods that do not
// refer to them.
package main

import (
	"context"
	"crypto/tls"
	"errors"
	"flag"
	"fmt"
	"log/slog"
	"net/http"
	"os"
	"os/signal"
	"syscall"
	"time"

	"k8s.io/client-go/kubernetes"
	"k8s.io/client-go/tools/clientcmd"

	"svcenv/examples/go-webhook/internal/hook"
	"svcenv/examples/go-webhook/internal/svcenv"
)

type options struct {
	listen, certificate, key, policy, kubeconfig, kubeVersion string
	configMaps                                                bool
}

func main() {
	var o options
	flag.StringVar(&o.listen, "listen", ":8443", "address to serve HTTPS on")
	flag.StringVar(&o.certificate, "cert", "/tls/tls.crt", "certificate file (PEM), reloaded for each connection")
	flag.StringVar(&o.key, "key", "/tls/tls.key", "private key file (PEM)")
	flag.StringVar(&o.policy, "policy", "/policy/policy.yaml", "policy file (see svcenv's docs/admission.md)")
	flag.StringVar(&o.kubeconfig, "kubeconfig", "", "kubeconfig file; not needed inside a cluster")
	flag.StringVar(&o.kubeVersion, "kube-version", "", "version of the kubelets, such as 1.34; defaults to the version of the API server")
	flag.BoolVar(&o.configMaps, "configmaps", false, "also watch ConfigMaps, so that the variables of envFrom are known")
	flag.Parse()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	if err := run(ctx, &o); err != nil {
		fmt.Fprintln(os.Stderr, "go-webhook:", err)
		os.Exit(1)
	}
}

func run(ctx context.Context, o *options) error {
	h, err := newHook(o.policy)
	if err != nil {
		return err
	}
	defer h.Close()
	config, err := clientcmd.BuildConfigFromFlags("", o.kubeconfig)
	if err != nil {
		return err
	}
	client, err := kubernetes.NewForConfig(config)
	if err != nil {
		return err
	}
	if o.kubeVersion == "" {
		version, err := client.Discovery().ServerVersion()
		if err != nil {
			return err
		}
		o.kubeVersion = version.GitVersion
	}
	slog.Info("start", "svcenv", svcenv.Version(), "kubernetes", o.kubeVersion, "listen", o.listen)

	ctx, cancel := context.WithCancel(ctx)
	watched := make(chan error, 1)
	go func() {
		defer cancel()
		watched <- h.Watch(ctx, client, hook.WatchOptions{ConfigMaps: o.configMaps, KubeVersion: o.kubeVersion,
			Quiet: 100 * time.Millisecond, Longest: time.Second})
	}()
	err = serve(ctx, o, h.Handler())
	cancel()
	return errors.Join(err, <-watched)
}

func newHook(path string) (*hook.Hook, error) {
	text, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	policy, err := svcenv.NewPolicy(text)
	if err != nil {
		return nil, fmt.Errorf("%s:\n%w", path, err)
	}
	return hook.New(policy), nil
}

// serve answers requests until the context ends, then finishes pending ones.
func serve(ctx context.Context, o *options, handler http.Handler) error {
	server := &http.Server{
		Addr:              o.listen,
		Handler:           handler,
		ReadHeaderTimeout: 10 * time.Second,
		ReadTimeout:       30 * time.Second,
		WriteTimeout:      30 * time.Second,
		IdleTimeout:       5 * time.Minute,
		TLSConfig: &tls.Config{
			MinVersion: tls.VersionTLS12,
			GetCertificate: func(*tls.ClientHelloInfo) (*tls.Certificate, error) {
				certificate, err := tls.LoadX509KeyPair(o.certificate, o.key)
				return &certificate, err
			},
		},
	}
	if _, err := tls.LoadX509KeyPair(o.certificate, o.key); err != nil {
		return err
	}
	failed := make(chan error, 1)
	go func() { failed <- server.ListenAndServeTLS("", "") }()
	select {
	case err := <-failed:
		return err
	case <-ctx.Done():
	}
	slog.Info("stop")
	last, cancel := context.WithTimeout(context.Background(), 20*time.Second)
	defer cancel()
	return server.Shutdown(last)
}
