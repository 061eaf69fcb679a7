/* The C interface of libsvcenv: what the kubelet makes of a pod's environment, and the answers of
 * an admission hook. Texts in, texts out, all of them JSON but for the policy, which is YAML.
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
 * Every text has its length, in bytes, beside it: what is given need not end in a NUL and is only
 * read during the call; what comes out ends in one that is not counted. What comes out, handles
 * and texts alike, belongs to the caller, who gives it to svcenv_free. No function writes to a
 * descriptor or throws. A handle that is NULL and a NULL with a length are SVCENV_INVALID.
 *
 * Memory: a text may have up to 4 GiB. SVCENV_NO_MEMORY is returned if it has more, and if there is
 * no memory for what the library itself allocates: texts, documents, answers. An allocation that
 * fails inside a dependency (Abseil, RE2, libyaml) may end the process; limit the memory of a
 * process, not of a call.
 *
 * Threads: all functions may be called at once, with the same snapshot and policy too, which are
 * never changed. svcenv_free of one of them must come after the last call that uses it.
 *
 * Within one soname (libsvcenv.so.1) functions and their meaning stay; new ones may come. */
#ifndef SVCENV_C_SVCENV_H_
#define SVCENV_C_SVCENV_H_

#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef enum svcenv_status {
  SVCENV_OK = 0,
  SVCENV_INVALID = 1,   /* what was given is wrong; the error says where and what to do */
  SVCENV_NO_MEMORY = 2, /* see "Memory" above; nothing comes out, and nothing leaks */
  SVCENV_INTERNAL = 3   /* a fault of the library; the error is what it knows */
} svcenv_status;

/* The objects of a cluster that a hook knows: Services, and ConfigMaps and Secrets as far as they
 * are known. */
typedef struct svcenv_snapshot svcenv_snapshot;

/* What a hook does. */
typedef struct svcenv_policy svcenv_policy;

/* The version of the library, "1.2.3". Not to be freed. */
const char* svcenv_version(void);

/* Answers one request of `svcenv batch`: {"objects": [...], "pod": "web", ...}. An answer that is
 * an error, {"id": ..., "error": {...}}, is an answer: SVCENV_OK. */
svcenv_status svcenv_batch(const char* request, size_t request_length, char** answer,
                           size_t* answer_length);

/* Reads `objects`: JSON or YAML, a List, a stream, as `kubectl get -o json` prints them. A List has
 * kind and apiVersion, and of nothing `"items": []` or, as Go writes it, `"items": null`.
 * `kube_version` is that of the kubelets, "1.34", ended by a NUL; NULL: the newest release known.
 * Else *snapshot is NULL and *error, unless that is NULL too, says why, without a line of the
 * objects. */
svcenv_status svcenv_snapshot_new(const char* objects, size_t objects_length,
                                  const char* kube_version, svcenv_snapshot** snapshot,
                                  char** error, size_t* error_length);

/* Reads a policy; an empty text is the policy that changes nothing. Else as above. */
svcenv_status svcenv_policy_new(const char* text, size_t text_length, svcenv_policy** policy,
                                char** error, size_t* error_length);

/* Answers an AdmissionReview of admission.k8s.io/v1. What is no such request has an answer that
 * refuses it: SVCENV_OK. */
svcenv_status svcenv_review(const svcenv_snapshot* snapshot, const svcenv_policy* policy,
                            const char* request, size_t request_length, char** answer,
                            size_t* answer_length);

/* Frees what a function of this header gave out; nothing where it is NULL. */
void svcenv_free(void* given);

#ifdef __cplusplus
}
#endif

#endif /* SVCENV_C_SVCENV_H_ */
