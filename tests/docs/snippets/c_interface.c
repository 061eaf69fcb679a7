/* The example of lib/svcenv/c/svcenv.h. */
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "svcenv/c/svcenv.h"

static void fail(const char* text) {
  fprintf(stderr, "%s\n", text);
  exit(1);
}

void review_example(const char* objects, size_t objects_length, const char* yaml,
                    size_t yaml_length, const char* request, size_t request_length) {
  /* [c] */
  svcenv_snapshot* snapshot;
  svcenv_policy* policy;
  char* text;
  size_t length;
  if (svcenv_snapshot_new(objects, objects_length, NULL, &snapshot, &text, &length)) fail(text);
  if (svcenv_policy_new(yaml, yaml_length, &policy, &text, &length)) fail(text);
  if (svcenv_review(snapshot, policy, request, request_length, &text, &length)) fail(text);
  write(1, text, length);
  svcenv_free(text);
  /* [c] */
}
