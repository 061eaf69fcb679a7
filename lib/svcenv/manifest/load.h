// Manifests into a Cluster.
//
//   Cluster cluster;
//   Diagnostics diagnostics;
//   LoadManifest("pod.yaml", std::move(text), LoadOptions{}, &cluster, &diagnostics);
#ifndef SVCENV_MANIFEST_LOAD_H_
#define SVCENV_MANIFEST_LOAD_H_

#include <string>
#include <string_view>
#include <vector>

#include "svcenv/base/bytes.h"
#include "svcenv/base/diagnostic.h"
#include "svcenv/kubernetes/cluster.h"
#include "svcenv/kubernetes/version.h"
#include "svcenv/syntax/reader.h"

namespace svcenv {

struct LoadOptions {
  std::string default_namespace = "default";  // of objects that name none
  // Objects come as a person writes them, before the API server saw them: services are checked as
  // it would, and pods get the service account `default` where they name none.
  bool as_applied = true;
  // Report fields that the API does not have as errors `refused-by-api`: of the object itself, its
  // pod template, pod spec, and containers, and in env, envFrom, valueFrom, and ports. The objects
  // are read all the same.
  bool tell_unknown_fields = false;
  // Objects may lack a name, as in an admission request: the API server has yet to give it.
  bool may_lack_name = false;
  // Objects come from an API server: nothing but the service account of templates is added, and
  // `items: null` is a list of nothing.
  bool from_cluster = false;
  const VersionProfile* version = &NewestVersion();
  // How many threads may read a large text. What comes of it does not depend on that.
  int threads = 1;
};

// How many objects of which kinds were in a text.
struct LoadSummary {
  size_t objects = 0;  // of any kind
  size_t known = 0;    // of the kinds that svcenv reads
};

// Reads one file's bytes, as kubectl does, and adds its objects to `cluster`; `name` is what
// messages call it. Kinds that have no bearing on environments are skipped. What is wrong becomes
// an error in `diagnostics`, and then the cluster holds what could be read; what is odd (an object
// that stands twice, a key that kubectl drops) a warning.
LoadSummary LoadManifest(std::string_view name, Bytes bytes, const LoadOptions& options,
                         Cluster* cluster, Diagnostics* diagnostics);

// The same for one object that a reader stands on.
LoadSummary LoadObject(Reader& reader, const LoadOptions& options, Cluster* cluster,
                       Diagnostics* diagnostics);

}  // namespace svcenv

#endif  // SVCENV_MANIFEST_LOAD_H_
