# shellcheck shell=bash
# shellcheck disable=SC2154 # run, pki, … are set by inside
# The node: the kubelet and the container runtime.

node=localhost

# In a network namespace there is only a loopback, without a default route. It gets addresses for the node, and takes the
# addresses of pods, so that probes by HTTP reach them.
make_network() {
  ip link set lo up
  ip address add 192.0.2.2/32 dev lo
  ip route add local 10.244.0.0/16 dev lo
  node_ips=192.0.2.2
  if ip address add fd00:2::2/128 dev lo 2>/dev/null && ip route add local fd00:244::/32 dev lo; then
    node_ips+=,fd00:2::2
  fi
}

# fix_kernel FILE VALUE: the kubelet finds the value that it wants, and nothing of the machine's is changed.
fix_kernel() {
  local file=$run/kernel/${1//\//_}
  echo "$2" >"$file"
  mount --bind "$file" "/proc/sys/$1"
}

start_node() {
  # Fixed paths of the kubelet's lie in /var/lib and /var/log.
  mount --bind "$run/var-lib" /var/lib
  mount --bind "$run/var-log" /var/log
  fix_kernel vm/overcommit_memory 1
  fix_kernel vm/panic_on_oom 0
  fix_kernel kernel/panic 10
  fix_kernel kernel/panic_on_oops 1
  fix_kernel kernel/keys/root_maxkeys 1000000
  fix_kernel kernel/keys/root_maxbytes 25000000
  write_kubelet_configuration >"$run/kubelet.yaml"
  spawn cri --socket "$run/cri.sock" --journal "$run/journal.jsonl" --state "$run/containers"
  until_true "the container runtime listens" cri test -S "$run/cri.sock"
  spawn kubelet --config="$run/kubelet.yaml" --kubeconfig="$KUBECONFIG" --root-dir="$run/kubelet" \
    --cert-dir="$run/kubelet/pki" --hostname-override=$node ${node_ips:+--node-ip="$node_ips"}
  until_true "the node is Ready" kubelet kubectl wait --for=condition=Ready "node/$node" --timeout=1s
  until_true "the service account default is there" kube-controller-manager kubectl get serviceaccount default
}

# No cgroups, no iptables, no eviction: no pod is limited here, and the machine is left alone.
write_kubelet_configuration() {
  cat <<END
apiVersion: kubelet.config.k8s.io/v1beta1
kind: KubeletConfiguration
address: 127.0.0.1
port: 10250
healthzBindAddress: 127.0.0.1
healthzPort: 10248
tlsCertFile: $pki/server.crt
tlsPrivateKeyFile: $pki/server.key
authentication: {anonymous: {enabled: false}, webhook: {enabled: false}, x509: {clientCAFile: $pki/ca.crt}}
authorization: {mode: AlwaysAllow}
containerRuntimeEndpoint: unix://$run/cri.sock
cgroupDriver: cgroupfs
cgroupsPerQOS: false
enforceNodeAllocatable: []
failCgroupV1: false
failSwapOn: false
localStorageCapacityIsolation: false
protectKernelDefaults: true
makeIPTablesUtilChains: false
oomScoreAdj: 0
imageGCHighThresholdPercent: 100
evictionHard: {memory.available: "0%", nodefs.available: "0%", nodefs.inodesFree: "0%", imagefs.available: "0%"}
podLogsDir: $run/var-log/pods
volumePluginDir: $run/plugins
nodeStatusUpdateFrequency: 5s
maxPods: 2000
kubeAPIQPS: 200
kubeAPIBurst: 400
eventRecordQPS: 0
registryPullQPS: 0
serializeImagePulls: false
END
}
