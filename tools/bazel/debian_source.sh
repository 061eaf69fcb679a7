#!/bin/sh
# debian_source.sh PACKAGE...: downloads source packages to the current directory from the machine's
# apt sources. Does not need root or change /etc/apt; apt verifies the signatures.
set -eu
state=$PWD/.apt
mkdir -p "$state/parts" "$state/lists/partial" "$state/cache/archives/partial"
# Only Debian's own sources: others (Docker, NodeSource) may have no deb-src.
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
