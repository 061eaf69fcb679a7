// Checks the metadata of any kind of object; for this package only.
#ifndef SVCENV_CHECK_API_SERVER_META_H_
#define SVCENV_CHECK_API_SERVER_META_H_

#include <string_view>

#include "svcenv/check/refusals.h"
#include "svcenv/kubernetes/objects.h"

namespace svcenv {

// Checks the namespace, labels, and annotations of an object. ValidateObjectMeta.
void CheckMeta(const ObjectMeta& meta, Refusals& refusals);

// Checks the labels and annotations of `meta`, whose path within the object is `path`.
void CheckLabelsAndAnnotations(const ObjectMeta& meta, std::string_view path, Refusals& refusals);

}  // namespace svcenv

#endif  // SVCENV_CHECK_API_SERVER_META_H_
