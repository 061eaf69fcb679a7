# shellcheck shell=bash
# What the tests of a release share. A test sources this file from the root of the tree, with the
# directory that tools/release wrote in $1.

# shellcheck disable=SC2034  # for the tests
out=$(realpath "$1")
version=$(sed -n 's/.*kVersion = "\([^"]*\)".*/\1/p' lib/svcenv/base/version.h)
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT

# uses PROGRAM...: the program (or command) has the version of the tree, and computes an environment.
uses() {
  [[ $("$@" --version) = "svcenv $version"$'\n'* ]] &&
    "$@" env -f - <examples/spark.yaml >"$scratch/env" && grep -qx 'SPARK_MASTER_PORT_7077_TCP_ADDR=10.132.232.14' "$scratch/env"
}

# go_tool MODULE@VERSION: builds a tool with Go and prints its path. Keeps it for the next run.
go_tool() {
  local tools=${XDG_CACHE_HOME:-$HOME/.cache}/svcenv/tools/${1//\//+} name
  name=$(basename "${1%@*}")
  mkdir -p "$tools"
  [[ -x $tools/$name ]] || GOBIN=$tools GOFLAGS=-buildvcs=false go install "$1" >&2 || return 1
  echo "$tools/$name"
}

# python_tools PACKAGE==VERSION...: installs tools in a fresh environment and prints its bin directory.
python_tools() {
  python3 -m venv "$scratch/python-tools" &&
    "$scratch/python-tools/bin/pip" install --quiet --disable-pip-version-check "$@" >&2 && echo "$scratch/python-tools/bin"
}

# serve DIRECTORY: serves the directory on the loopback and sets `address`. Ends with the test.
serve() {
  python3 -u -m http.server --bind 127.0.0.1 --directory "$1" 0 >"$scratch/served" 2>&1 &
  # shellcheck disable=SC2064  # this server
  trap "kill $!; rm -rf '$scratch'" EXIT
  until address=$(sed -n 's,.*(\(http://[^/]*\)/).*,\1,p' "$scratch/served") && [[ -n $address ]]; do sleep 0.1; done
}
