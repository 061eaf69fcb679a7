// svcenv: the environment that Kubernetes gives to a container, exactly, with the origin of every
// value.
//
// Three levels, each usable alone:
//
//   1. The variables that services give:
//
//        auto variables = svcenv::ServiceVariables::Of({&redis, &web});
//        (*variables)->Find("REDIS_SERVICE_HOST")->value;             // "10.96.0.7"
//
//   2. `$(VAR)` templates:
//
//        auto t = svcenv::Template::Parse("redis://$(REDIS_SERVICE_HOST)",
//        svcenv::DollarRule::kUtf8); t.references(); // REDIS_SERVICE_HOST
//
//   3. A container in a pod in a cluster:
//
//        svcenv::Cluster cluster;
//        svcenv::Diagnostics diagnostics;
//        svcenv::LoadManifest("shop.yaml", text, {}, &cluster, &diagnostics);
//        svcenv::Resolver resolver(cluster, {});
//        const svcenv::Workload& web = *cluster.FindWorkload("Deployment", "shop", "web");
//        auto resolved = resolver.Resolve(web, web.pod.spec.containers[0], {});
//        resolved->environment.ForEach([](const svcenv::Variable& v) { … });
//
// What can't be computed is an absl::Status; FromStatus() gives its object, field, place and
// remedy. What is computed but worth telling is a Diagnostic. No exception crosses these calls (but
// for lack of memory), there is no global state, and const calls on one object are safe from many
// threads.
//
// "Exactly" means: as Kubernetes' own code does, of the version that a VersionProfile stands for.
// docs/semantics.md lists every rule with the test that proves it.
#ifndef SVCENV_SVCENV_H_
#define SVCENV_SVCENV_H_

#include "svcenv/base/diagnostic.h"
#include "svcenv/env/environment.h"
#include "svcenv/env/resolver.h"
#include "svcenv/env/service_variables.h"
#include "svcenv/env/template.h"
#include "svcenv/kubernetes/cluster.h"
#include "svcenv/kubernetes/objects.h"
#include "svcenv/kubernetes/version.h"
#include "svcenv/manifest/load.h"

#endif  // SVCENV_SVCENV_H_
