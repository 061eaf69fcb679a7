# shellcheck shell=bash
# The requirements of the machine. If one is missing, exits with 77, which .ci/run counts as skipped.

missing() {
  echo "skipped: $*"
  exit 77
}

require_go() {
  command -v go >/dev/null || missing "no Go on the PATH to build Kubernetes with"
}

# Sets `namespaces`: the options of unshare(1) for the namespaces of the cluster.
require_rights() {
  local tool
  for tool in unshare nsenter openssl ip; do
    command -v "$tool" >/dev/null || missing "no $tool on the PATH (Debian: util-linux, openssl, iproute2)"
  done
  namespaces=(--mount --pid --fork --mount-proc --kill-child)
  [[ $(id -u) = 0 ]] || missing "a kubelet needs root"
  unshare "${namespaces[@]}" mount -t tmpfs none /mnt 2>/dev/null ||
    missing "a kubelet needs to mount (CAP_SYS_ADMIN), and this machine does not let it"
  if [[ ${SVCENV_CLUSTER_NETWORK:-} != machine ]] && unshare --net ip link set lo up 2>/dev/null; then
    namespaces+=(--net)
  fi
}
