#include "svcenv/kubernetes/container.h"

namespace svcenv {

std::string_view ContainerKindName(ContainerKind kind) {
  switch (kind) {
    case ContainerKind::kInit:
      return "init container";
    case ContainerKind::kSidecar:
      return "sidecar container";
    case ContainerKind::kContainer:
      return "container";
    case ContainerKind::kEphemeral:
      return "ephemeral container";
  }
  return "";
}

}  // namespace svcenv
