/* Uses the whole interface from C89. */
#include <stdio.h>
#include <string.h>

#include "svcenv/c/svcenv.h"

static int failures = 0;

static void expect(int holds, const char* what) {
  if (holds) return;
  printf("FAILED: %s\n", what);
  ++failures;
}

static const char kObjects[] =
    "{\"apiVersion\": \"v1\", \"kind\": \"Service\","
    " \"metadata\": {\"name\": \"redis\", \"namespace\": \"shop\"},"
    " \"spec\": {\"clusterIP\": \"10.96.0.7\", \"ports\": [{\"port\": 6379}]}}";

static const char kRequest[] =
    "{\"apiVersion\": \"admission.k8s.io/v1\", \"kind\": \"AdmissionReview\","
    " \"request\": {\"uid\": \"u1\", \"operation\": \"CREATE\", \"namespace\": \"shop\", "
    "\"object\":"
    " {\"apiVersion\": \"v1\", \"kind\": \"Pod\", \"metadata\": {\"name\": \"web\"},"
    "  \"spec\": {\"containers\": [{\"name\": \"c\", \"args\": [\"$(REDIS_PORT)\"]}]}}}}";

static void test_batch(void) {
  static const char request[] =
      "{\"id\": 7, \"objects\": [{\"apiVersion\": \"v1\", \"kind\": \"Pod\","
      " \"metadata\": {\"name\": \"web\"}, \"spec\": {\"containers\":"
      " [{\"name\": \"c\", \"env\": [{\"name\": \"A\", \"value\": \"x\"}]}]}}]}";
  char* answer = NULL;
  size_t length = 0;
  expect(svcenv_batch(request, strlen(request), &answer, &length) == SVCENV_OK, "batch");
  expect(answer != NULL && strlen(answer) == length, "the answer's length");
  expect(answer != NULL && strstr(answer, "{\"name\":\"A\",\"value\":\"x\"}") != NULL, "A=x");
  svcenv_free(answer);
  expect(svcenv_batch("nonsense", 8, &answer, &length) == SVCENV_OK, "no request");
  expect(answer != NULL && strstr(answer, "bad-request") != NULL, "its answer");
  svcenv_free(answer);
}

static void test_review(void) {
  svcenv_snapshot* snapshot = NULL;
  svcenv_policy* policy = NULL;
  char* text = NULL;
  size_t length = 0;
  expect(svcenv_snapshot_new(kObjects, strlen(kObjects), "1.34", &snapshot, &text, &length) ==
             SVCENV_OK,
         "snapshot");
  expect(svcenv_policy_new("links: minimal\n", 15, &policy, &text, &length) == SVCENV_OK, "policy");
  expect(svcenv_review(snapshot, policy, kRequest, strlen(kRequest), &text, &length) == SVCENV_OK,
         "review");
  expect(text != NULL && strstr(text, "\"patchType\":\"JSONPatch\"") != NULL, "patch");
  svcenv_free(text);
  expect(svcenv_review(snapshot, policy, kRequest, 20, &text, &length) == SVCENV_OK, "cut short");
  expect(text != NULL && strstr(text, "\"code\":400") != NULL, "its answer");
  svcenv_free(text);
  expect(svcenv_review(snapshot, policy, NULL, 0, &text, &length) == SVCENV_OK, "nothing");
  svcenv_free(text);
  svcenv_free(snapshot);
  svcenv_free(policy);
}

static void test_errors(void) {
  svcenv_snapshot* snapshot = NULL;
  svcenv_policy* policy = NULL;
  char* error = NULL;
  size_t length = 0;
  expect(svcenv_policy_new("linksx: all\n", 12, &policy, &error, &length) == SVCENV_INVALID,
         "a key that there is not");
  expect(policy == NULL && error != NULL && strstr(error, "\n --> policy:1:1\n") != NULL,
         "its place");
  svcenv_free(error);
  expect(svcenv_policy_new("links: 7\n", 9, &policy, NULL, NULL) == SVCENV_INVALID,
         "an error that nobody wants");
  expect(svcenv_snapshot_new("{", 1, NULL, &snapshot, &error, &length) == SVCENV_INVALID,
         "no JSON");
  expect(snapshot == NULL && error != NULL && strlen(error) == length, "its error");
  svcenv_free(error);
  expect(svcenv_snapshot_new("", 0, "newest", &snapshot, &error, &length) == SVCENV_INVALID,
         "no version");
  svcenv_free(error);
  svcenv_free(NULL);
}

int main(void) {
  expect(strlen(svcenv_version()) > 0, "version");
  test_batch();
  test_review();
  test_errors();
  printf("%s\n", failures == 0 ? "PASSED" : "FAILED");
  return failures != 0;
}
