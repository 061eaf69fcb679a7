# shellcheck shell=bash
# shellcheck disable=SC2154 # run, pki, … are set by inside
# etcd, kube-apiserver, kube-controller-manager and kube-scheduler, on the loopback only.

service_ranges=10.96.0.0/16,fd00:10:96::/112

start_control_plane() {
  local client=http://127.0.0.1:2379 peer=http://127.0.0.1:2380
  spawn etcd --data-dir="$run/etcd" --unsafe-no-fsync --log-level=warn \
    --listen-client-urls=$client --advertise-client-urls=$client \
    --listen-peer-urls=$peer --initial-advertise-peer-urls=$peer --initial-cluster=default=$peer
  # A loopback address cannot be an endpoint of the service kubernetes: an address for documentation is advertised instead, and
  # nothing is reconciled. Webhooks of Services are called at the addresses of pods, because no kube-proxy serves cluster IPs
  # (--enable-aggregator-routing). With Hostname and the node's name `localhost`, logs and exec reach the kubelet on the loopback.
  spawn kube-apiserver --etcd-servers=$client --bind-address=127.0.0.1 --secure-port=6443 \
    --advertise-address=192.0.2.1 --endpoint-reconciler-type=none \
    --tls-cert-file="$pki/server.crt" --tls-private-key-file="$pki/server.key" --client-ca-file="$pki/ca.crt" \
    --authorization-mode=RBAC --service-cluster-ip-range=$service_ranges \
    --service-account-issuer=https://kubernetes.default.svc \
    --service-account-key-file="$pki/service-accounts.key" --service-account-signing-key-file="$pki/service-accounts.key" \
    --kubelet-client-certificate="$pki/admin.crt" --kubelet-client-key="$pki/admin.key" \
    --kubelet-preferred-address-types=Hostname --enable-aggregator-routing=true
  until_true "kube-apiserver is ready" kube-apiserver kubectl get --raw /readyz
  # --flex-volume-plugin-dir: the default is a directory of the machine's, which would be made.
  spawn kube-controller-manager --kubeconfig="$KUBECONFIG" --leader-elect=false --secure-port=0 \
    --kube-api-qps=200 --kube-api-burst=400 --flex-volume-plugin-dir="$run/plugins" \
    --service-account-private-key-file="$pki/service-accounts.key" --root-ca-file="$pki/ca.crt"
  spawn kube-scheduler --kubeconfig="$KUBECONFIG" --leader-elect=false --secure-port=0
}
