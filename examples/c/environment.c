/* Prints the environment of a pod's containers, and the response of an admission hook with
 * `links: minimal`:
 *
 *   environment SERVICE POD
 *
 * Each file contains one object as JSON. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <svcenv/c/svcenv.h>

/* Returns the contents of a file as a string, or NULL if it cannot be read. */
static char* read_file(const char* path) {
  FILE* file = fopen(path, "rb");
  char* bytes = NULL;
  size_t room = 0, length = 0, got = 1;

  if (file == NULL) {
    perror(path);
    return NULL;
  }
  while (got > 0) {
    if (room - length < 4096) {
      char* more = realloc(bytes, room += 65536);
      if (more == NULL) {
        free(bytes);
        bytes = NULL;
        break;
      }
      bytes = more;
    }
    got = fread(bytes + length, 1, room - length - 1, file);
    length += got;
  }
  fclose(file);
  if (bytes != NULL) bytes[length] = '\0';
  return bytes;
}

/* Prints and frees a result. */
static int finish(const char* what, svcenv_status status, char* text) {
  const int failed = status != SVCENV_OK;
  fprintf(failed ? stderr : stdout, "%s: %s\n", what, text != NULL ? text : "out of memory");
  svcenv_free(text);
  return failed;
}

static int print_environment(const char* service, const char* pod) {
  static const char form[] = "{\"objects\": [%s, %s], \"pod\": \"web\"}";
  char* request = malloc(sizeof form + strlen(service) + strlen(pod));
  char* answer = NULL;
  size_t length;
  svcenv_status status;

  if (request == NULL) return 1;
  sprintf(request, form, service, pod);
  status = svcenv_batch(request, strlen(request), &answer, &length);
  free(request);
  return finish("environment", status, answer);
}

static int print_review(const char* service, const char* pod) {
  static const char rules[] = "links: minimal\n";
  static const char form[] =
      "{\"apiVersion\": \"admission.k8s.io/v1\", \"kind\": \"AdmissionReview\", \"request\": "
      "{\"uid\": \"1\", \"namespace\": \"default\", \"operation\": \"CREATE\", \"object\": %s}}";
  svcenv_snapshot* snapshot = NULL;
  svcenv_policy* policy = NULL;
  char* request = malloc(sizeof form + strlen(pod));
  char* text = NULL;
  size_t length;
  svcenv_status status = SVCENV_NO_MEMORY;

  if (request != NULL) {
    sprintf(request, form, pod);
    status = svcenv_snapshot_new(service, strlen(service), "1.37", &snapshot, &text, &length);
  }
  if (status == SVCENV_OK) {
    status = svcenv_policy_new(rules, strlen(rules), &policy, &text, &length);
  }
  if (status == SVCENV_OK) {
    status = svcenv_review(snapshot, policy, request, strlen(request), &text, &length);
  }
  free(request);
  svcenv_free(policy);
  svcenv_free(snapshot);
  return finish("review", status, text);
}

int main(int argc, char** argv) {
  char *service, *pod;
  int failed = 1;

  if (argc != 3) {
    fprintf(stderr, "usage: %s SERVICE POD\n", argv[0]);
    return 2;
  }
  service = read_file(argv[1]);
  pod = read_file(argv[2]);
  if (service != NULL && pod != NULL) {
    printf("svcenv %s\n", svcenv_version());
    failed = print_environment(service, pod);
    failed |= print_review(service, pod);
  }
  free(service);
  free(pod);
  return failed;
}
