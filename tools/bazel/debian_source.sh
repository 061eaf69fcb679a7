#!/bin/sh
# debian_source.sh PACKAGE...: downloads the source packages into the current
# directory, from wherever this machine's own apt gets its packages. Needs no
# root and leaves /etc/apt alone; apt checks the signatures.
set -eu
state=$PWD/.apt
mkdir -p "$state/parts" "$state/lists/partial" "$state/cache/archives/partial"
# Debian's own sources only: others (Docker, NodeSource) may have no deb-src.
if [ -f /etc/apt/sources.list.d/debian.sources ]; then
  sed 's/^Types:.*/Types: deb-src/' /etc/apt/sources.list.d/debian.sources > "$state/parts/debian.sources"
fi
if [ -f /etc/apt/sources.list ]; then
  sed -n 's/^deb /deb-src /p' /etc/apt/sources.list > "$state/parts/main.list"
fi
cat > "$state/apt.conf" <<EOC
Dir::Etc::SourceList "/dev/null";
Dir::Etc::SourceParts "$state/parts";
Dir::State::Lists "$state/lists";
Dir::Cache "$state/cache";
APT::Sandbox::User "$(id -un)";
Acquire::Retries "3";
EOC
APT_CONFIG="$state/apt.conf" apt-get -qq update
APT_CONFIG="$state/apt.conf" apt-get -qq source --download-only "$@"
rm -rf "$state"
