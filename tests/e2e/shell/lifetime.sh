# shellcheck shell=bash
# shellcheck disable=SC2154 # run and here are set by ../cluster
# How the cluster of the directory $run begins and ends. All of it are the processes of one PID namespace: when the first of
# them ends (shell/inside), so do the others, and the mounts go with the last.

# The PID of unshare(1), the parent of the first process; nothing where the cluster is not up.
cluster_parent() {
  local pid
  pid=$(cat "$run/pid" 2>/dev/null) || return 1
  # The number may be another process's by now.
  grep -qsz -- "$run" "/proc/$pid/cmdline" && echo "$pid"
}

cluster_up() {
  local version bin parent start=$SECONDS
  if cluster_parent >/dev/null; then
    echo "the cluster is up already, in $run; tests/e2e/cluster down ends it" >&2
    exit 1
  fi
  require_go
  require_rights
  version=$("$here/../judge/full_version" "$1")
  bin=$("$here/shell/build" "$version")
  cluster_down
  mkdir -p "$run/log"
  echo "$version" >"$run/version"
  start=$SECONDS
  setsid unshare "${namespaces[@]}" "$here/shell/inside" "$run" "$bin" "${namespaces[*]}" </dev/null >"$run/log/cluster.log" 2>&1 &
  parent=$!
  echo "$parent" >"$run/pid"
  trap 'start_failed "interrupted"' INT TERM
  until [[ -e $run/ready ]]; do # shell/inside ends where that takes too long
    kill -0 "$parent" 2>/dev/null || start_failed "it ended"
    sleep 0.1
  done
  trap - INT TERM
  echo "Kubernetes $version is up after $((SECONDS - start)) s, in $run; KUBECONFIG=$run/kubeconfig"
}

start_failed() {
  {
    echo "error: the cluster did not start: $1"
    cat "$run/log/cluster.log"
  } >&2
  cluster_down
  exit 1
}

cluster_down() {
  local parent first tries
  if parent=$(cluster_parent); then
    read -r first <"/proc/$parent/task/$parent/children" || first=
    kill -KILL ${first:+"$first"} 2>/dev/null || kill -KILL "$parent"
    # The first process is gone when all the others are, and its parent follows.
    for ((tries = 0; tries < 9000; tries++)); do
      kill -0 "$parent" 2>/dev/null || break
      sleep 0.1
    done
  fi
  rm -rf "$run"
}

cluster_status() {
  if ! cluster_parent >/dev/null; then
    echo "not up: $run"
    [[ ! -e $run/log/cluster.log ]] || tail -n 20 "$run/log/cluster.log"
    exit 1
  fi
  echo "Kubernetes $(<"$run/version"), in $run"
  cluster_exec kubectl get nodes -o wide
}

cluster_exec() {
  local parent
  parent=$(cluster_parent) || {
    echo "error: the cluster is not up; tests/e2e/cluster up starts it" >&2
    exit 1
  }
  local namespaces=/proc/$parent/ns
  export SVCENV_CLUSTER_DIRECTORY=$run PYTHONDONTWRITEBYTECODE=1 KUBECONFIG=$run/kubeconfig PATH=$run/bin:$PATH KUBECACHEDIR=$run/kubectl-cache
  exec nsenter --net="$namespaces/net" --mount="$namespaces/mnt" --pid="$namespaces/pid_for_children" --wd="$PWD" -- "$@"
}
