/* The C interface of libsvcenv: computes the environment of containers as the kubelet does, and
 * answers AdmissionReviews. Inputs and outputs are JSON; objects and policies may also be YAML.
 *
 *   svcenv_snapshot* snapshot;
 *   svcenv_policy* policy;
 *   char* text;
 *   size_t length;
 *   if (svcenv_snapshot_new(objects, objects_length, NULL, &snapshot, &text, &length)) fail(text);
 *   if (svcenv_policy_new(yaml, yaml_length, &policy, &text, &length)) fail(text);
 *   if (svcenv_review(snapshot, policy, request, request_length, &text, &length)) fail(text);
 *   write(1, text, length);
 *   svcenv_free(text);
 *
 * Lengths are in bytes. Input strings need no terminating NUL and are only read during the call.
 * Output strings end with a NUL that their length does not include. The caller owns all outputs,
 * strings and handles alike, and frees them with svcenv_free. No function writes to a file
 * descriptor or throws. A NULL handle, or a NULL string with a nonzero length, is SVCENV_INVALID.
 *
 * Memory: inputs must be shorter than 4 GiB. Functions return SVCENV_NO_MEMORY for longer inputs,
 * and if the library cannot allocate memory for strings, documents, or answers. A failed allocation
 * inside a dependency (Abseil, RE2, libyaml) may terminate the process, so limit the memory of the
 * process, not of a call.
 *
 * Threads: all functions may be called concurrently, even with the same snapshot and policy, which
 * are immutable. Free a handle only after the last call that uses it has returned.
 *
 * Functions and their behavior do not change within a soname (libsvcenv.so.1); new functions may be
 * added. */
#ifndef SVCENV_C_SVCENV_H_
#define SVCENV_C_SVCENV_H_

#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef enum svcenv_status {
  SVCENV_OK = 0,
  SVCENV_INVALID = 1,   /* the input is invalid; the error says where, and how to fix it */
  SVCENV_NO_MEMORY = 2, /* see "Memory" above; there is no output, and nothing leaks */
  SVCENV_INTERNAL = 3   /* a bug in the library; please report the error */
} svcenv_status;

/* The objects of a cluster: Services, and optionally ConfigMaps and Secrets. */
typedef struct svcenv_snapshot svcenv_snapshot;

/* The policy of an admission webhook. */
typedef struct svcenv_policy svcenv_policy;

/* Returns the version of the library, such as "1.2.3". Do not free it. */
const char* svcenv_version(void);

/* Answers one request of `svcenv batch`: {"objects": [...], "pod": "web", ...}. Returns SVCENV_OK
 * even if the answer is an error: {"id": ..., "error": {...}}. */
svcenv_status svcenv_batch(const char* request, size_t request_length, char** answer,
                           size_t* answer_length);

/* Reads `objects`, JSON or YAML: a List or a stream of objects, as `kubectl get -o json` prints
 * them. A List needs kind and apiVersion; `"items": null`, as Go writes it, is an empty List.
 * `kube_version` is the version of the kubelets, such as "1.34", terminated by a NUL. NULL selects
 * the newest release known. On failure *snapshot is NULL and *error says why, without quoting the
 * objects; `error` may be NULL. */
svcenv_status svcenv_snapshot_new(const char* objects, size_t objects_length,
                                  const char* kube_version, svcenv_snapshot** snapshot,
                                  char** error, size_t* error_length);

/* Reads a YAML policy. An empty string is the policy that changes nothing. On failure *policy is
 * NULL and *error says why; `error` may be NULL. */
svcenv_status svcenv_policy_new(const char* text, size_t text_length, svcenv_policy** policy,
                                char** error, size_t* error_length);

/* Answers an AdmissionReview of admission.k8s.io/v1. Returns SVCENV_OK even if the request is
 * invalid; the answer then denies it. */
svcenv_status svcenv_review(const svcenv_snapshot* snapshot, const svcenv_policy* policy,
                            const char* request, size_t request_length, char** answer,
                            size_t* answer_length);

/* Flags of svcenv_review_http, combined with |. */
typedef enum svcenv_review_flag {
  /* Services may have changed since the snapshot: nothing is denied, and links that `minimal` would
   * turn off stay on. */
  SVCENV_REVIEW_STALE = 1
} svcenv_review_flag;

/* Answers like svcenv_review, and sets *http_status to the HTTP status of the response: 200, or 400
 * if the request is not an AdmissionReview. With 400, the API server applies the webhook's
 * failurePolicy instead of the denial in the answer. Unknown flags are SVCENV_INVALID. */
svcenv_status svcenv_review_http(const svcenv_snapshot* snapshot, const svcenv_policy* policy,
                                 const char* request, size_t request_length, unsigned int flags,
                                 int* http_status, char** answer, size_t* answer_length);

/* Frees a string or a handle that a function of this header returned. Does nothing for NULL. */
void svcenv_free(void* pointer);

#ifdef __cplusplus
}
#endif

#endif /* SVCENV_C_SVCENV_H_ */
