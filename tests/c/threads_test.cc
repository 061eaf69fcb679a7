// Many threads share one snapshot and one policy.
#include <atomic>
#include <cstring>
#include <string>
#include <thread>
#include <vector>

#include "gtest/gtest.h"
#include "svcenv/c/svcenv.h"

namespace {

std::string Objects() {
  std::string text = "{\"apiVersion\":\"v1\",\"kind\":\"List\",\"items\":[";
  for (int i = 0; i < 200; ++i) {
    if (i > 0) text += ",";
    text += "{\"apiVersion\":\"v1\",\"kind\":\"Service\",\"metadata\":{\"name\":\"s" +
            std::to_string(i) + "\",\"namespace\":\"n" + std::to_string(i % 20) +
            "\"},\"spec\":{\"clusterIP\":\"10.0.0.1\",\"ports\":[{\"port\":80}]}}";
  }
  return text + "]}";
}

std::string Request(int i) {
  return "{\"apiVersion\":\"admission.k8s.io/"
         "v1\",\"kind\":\"AdmissionReview\",\"request\":{\"uid\":"
         "\"u\",\"operation\":\"CREATE\",\"namespace\":\"n" +
         std::to_string(i % 20) +
         "\",\"object\":{\"apiVersion\":\"v1\",\"kind\":\"Pod\",\"metadata\":{\"name\":\"p\"},"
         "\"spec\":{\"containers\":[{\"name\":\"c\",\"args\":[\"$(S" +
         std::to_string(i % 200) + "_SERVICE_HOST)\"]}]}}}}";
}

TEST(ThreadsTest, ShareASnapshotAndAPolicy) {
  const std::string objects = Objects();
  const char policy_text[] = "links: minimal\nwarn: [links-unused, reference-unresolved]\n";
  svcenv_snapshot* snapshot = nullptr;
  svcenv_policy* policy = nullptr;
  ASSERT_EQ(
      svcenv_snapshot_new(objects.data(), objects.size(), nullptr, &snapshot, nullptr, nullptr),
      SVCENV_OK);
  ASSERT_EQ(svcenv_policy_new(policy_text, std::strlen(policy_text), &policy, nullptr, nullptr),
            SVCENV_OK);
  std::atomic<int> patched{0};
  std::vector<std::thread> threads;
  for (int t = 0; t < 8; ++t) {
    threads.emplace_back([&, t] {
      for (int i = 0; i < 200; ++i) {
        const std::string request = Request(i + t * 7);
        char* answer = nullptr;
        size_t length = 0;
        if (svcenv_review(snapshot, policy, request.data(), request.size(), &answer, &length) ==
                SVCENV_OK &&
            std::strstr(answer, "\"patch\"") != nullptr) {
          ++patched;
        }
        svcenv_free(answer);
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(patched, 8 * 200);
  svcenv_free(snapshot);
  svcenv_free(policy);
}

}  // namespace
