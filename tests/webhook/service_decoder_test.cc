// What is kept of lists and watches of Services, and the limits.
#include "webhook/service_decoder.h"

#include <zlib.h>

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "webhook/gunzip.h"

namespace svcenv::webhook {
namespace {

using ::testing::ElementsAre;

// Returns a text in pieces of a size.
class Pieces : public ByteSource {
 public:
  Pieces(std::string text, size_t size) : text_(std::move(text)), size_(size) {}

  std::string_view Next() override {
    const std::string_view piece = std::string_view(text_).substr(at_, size_);
    at_ += piece.size();
    return piece;
  }
  const MaybeFault& fault() const override { return fault_; }
  void Break() { fault_ = Fault{FaultCause::kSilent, "silent"}; }

 private:
  const std::string text_;
  const size_t size_;
  size_t at_ = 0;
  MaybeFault fault_;
};

constexpr char kService[] =
    R"({"kind":"Service","metadata":{"name":"redis","namespace":"shop","resourceVersion":"7",)"
    R"("annotations":{"a":"\"},{"},"managedFields":[{"name":"no","fieldsV1":{"f:spec":{"f:ports":)"
    R"({"k:{\"port\":1}":{".":{}}}}}}]},"spec":{"ports":[{"name":"http","protocol":"TCP",)"
    R"("port":80,"targetPort":"x","appProtocol":null},{"port":90}],"clusterIP":"10.96.0.7",)"
    R"("type":"ClusterIP","selector":{"name":"other"}},"status":{"loadBalancer":{}}})";

std::string ListOf(std::string_view items) {
  return absl::StrCat(R"({"kind":"ServiceList","metadata":{"resourceVersion":"9","continue":"a"},)"
                      R"("items":[)",
                      items, "]}\n");
}

struct Read {
  std::vector<ServedService> services;
  ListEnd end;
  MaybeFault fault;
};

Read ReadAll(const std::string& text, const DecoderLimits& limits = {}, size_t piece = 7) {
  Read read;
  Pieces pieces(text, piece);
  ServiceDecoder decoder(&pieces, limits);
  if (!decoder.ReadList([&](ServedService one) { read.services.push_back(std::move(one)); },
                        &read.end) ||
      !decoder.ReadEnd()) {
    read.fault = decoder.fault();
  }
  return read;
}

FaultCause CauseOf(const std::string& text, const DecoderLimits& limits = {}) {
  const Read read = ReadAll(text, limits);
  return read.fault.has_value() ? read.fault->cause : FaultCause::kCancelled;
}

TEST(ServiceDecoderTest, ReadsListsInPiecesOfAnySize) {
  for (const size_t piece : {size_t{1}, size_t{2}, size_t{13}, size_t{100'000}}) {
    const Read read = ReadAll(ListOf(absl::StrCat(kService, ",", kService)), {}, piece);
    ASSERT_FALSE(read.fault.has_value()) << read.fault->message;
    EXPECT_EQ(read.end.resource_version, "9");
    EXPECT_EQ(read.end.continue_token, "a");
    ASSERT_EQ(read.services.size(), 2);
    const ServedService& service = read.services[1];
    EXPECT_EQ(service.name, "redis");
    EXPECT_EQ(service.namespace_, "shop");
    EXPECT_EQ(service.type, "ClusterIP");
    EXPECT_EQ(service.record.cluster_ip, "10.96.0.7");
    EXPECT_THAT(service.record.ports,
                ElementsAre(PortRecord{"http", "TCP", 80}, PortRecord{"", "", 90}));
  }
}

TEST(ServiceDecoderTest, ReadsEvents) {
  Pieces pieces(
      absl::StrCat(R"({"type":"ADDED","object":)", kService,
                   R"(}{"object":{"metadata":{"resourceVersion":"8","annotations":)"
                   R"({"k8s.io/initial-events-end":"true"}}},"type":"BOOKMARK"})"
                   "\n \n"
                   R"({"type":"ERROR","object":{"kind":"Status","code":410,"message":"old",)"
                   R"("details":{"retryAfterSeconds":3}}})"),
      5);
  ServiceDecoder decoder(&pieces);
  WatchEvent event;
  ASSERT_TRUE(decoder.ReadEvent(&event));
  EXPECT_EQ(event.type, "ADDED");
  EXPECT_EQ(event.service.name, "redis");
  EXPECT_EQ(event.service.resource_version, "7");
  EXPECT_TRUE(event.service.HasVariables());
  EXPECT_FALSE(event.ends_initial_events);
  ASSERT_TRUE(decoder.ReadEvent(&event));
  EXPECT_EQ(event.type, "BOOKMARK");
  EXPECT_EQ(event.service.name, "");
  EXPECT_EQ(event.service.resource_version, "8");
  EXPECT_TRUE(event.ends_initial_events);
  ASSERT_TRUE(decoder.ReadEvent(&event));
  EXPECT_EQ(event.type, "ERROR");
  EXPECT_EQ(event.code, 410);
  EXPECT_EQ(event.message, "old");
  EXPECT_EQ(event.retry_after, std::chrono::seconds(3));
  EXPECT_FALSE(decoder.ReadEvent(&event));
  EXPECT_FALSE(decoder.fault().has_value());
}

TEST(ServiceDecoderTest, ServicesWithoutVariables) {
  const auto has = [](const char* from, const char* to) {
    const Read read = ReadAll(ListOf(absl::StrReplaceAll(kService, {{from, to}})));
    return !read.fault.has_value() && read.services.size() == 1 && read.services[0].HasVariables();
  };
  EXPECT_TRUE(has("10.96.0.7", "fd00::7"));
  EXPECT_FALSE(has("10.96.0.7", "None"));
  EXPECT_FALSE(has("10.96.0.7", ""));
  EXPECT_FALSE(has("\"10.96.0.7\"", "null"));
  EXPECT_FALSE(has("\"type\":\"ClusterIP\"", "\"type\":\"ExternalName\""));
}

TEST(ServiceDecoderTest, DuplicateKeysKeepTheLastValue) {
  const Read read = ReadAll(ListOf(absl::StrReplaceAll(
      kService,
      {{"\"clusterIP\"", "\"ports\":[{\"port\":5}],\"clusterIP\":\"1.1.1.1\",\"clusterIP\""}})));
  ASSERT_EQ(read.services.size(), 1);
  EXPECT_EQ(read.services[0].record.cluster_ip, "10.96.0.7");
  EXPECT_THAT(read.services[0].record.ports, ElementsAre(PortRecord{"", "", 5}));
}

TEST(ServiceDecoderTest, TruncatedTextIsNotInvalid) {
  const std::string list = ListOf(kService);
  for (size_t size = 0; size < list.size() - 2; ++size) {
    EXPECT_EQ(CauseOf(list.substr(0, size)), FaultCause::kDisconnected) << size;
  }
  Pieces pieces("{\"type\":", 5);
  pieces.Break();
  ServiceDecoder decoder(&pieces);
  WatchEvent event;
  EXPECT_FALSE(decoder.ReadEvent(&event));
  EXPECT_EQ(decoder.fault()->cause, FaultCause::kSilent);
}

TEST(ServiceDecoderTest, InvalidText) {
  const std::string deep(100'000, '[');
  for (const std::string& text : std::vector<std::string>{
           "x", "[]", "1", "\"a\"", "{]", "{\"items\":{}}", "{\"items\":[1]}", "{\"items\":[[]]}",
           "{\"metadata\":{\"resourceVersion\":1}}", "{\"metadata\":[]}", "{\"metadata\":true}",
           "{\"a\":\"\xff\"}", "{\"a\":\"\\ud800\"}", "{\"a\":\"\n\"}", "{\"a\":1e999}",
           absl::StrCat("{\"items\":", deep), absl::StrCat("{\"a\":", deep), ListOf("") + "{}"}) {
    EXPECT_EQ(CauseOf(text), FaultCause::kInvalid) << text.substr(0, 50);
  }
  struct Case {
    const char* from;
    const char* to;
  };
  for (const Case& one : std::vector<Case>{{"\"redis\"", "\"\""},
                                           {"\"redis\"", "\"a\\u0000b\""},
                                           {"\"redis\"", "\"\\u001b[1m\""},
                                           {"\"redis\"", "\"../x\""},
                                           {"\"redis\"", "5"},
                                           {"\"redis\"", "{}"},
                                           {"\"shop\"", "\"Shop\""},
                                           {"\"shop\"", "null"},
                                           {"10.96.0.7", "10.96.0.7 "},
                                           {"10.96.0.7", "$(X)"},
                                           {"10.96.0.7", "10.96.0.7\\u0000"},
                                           {"\"port\":80", "\"port\":\"80\""},
                                           {"\"port\":80", "\"port\":0"},
                                           {"\"port\":80", "\"port\":-1"},
                                           {"\"port\":80", "\"port\":80.5"},
                                           {"\"port\":80", "\"port\":99999999999999999999"},
                                           {"\"port\":80", "\"a\":80"},
                                           {"\"http\"", "\"a b\""},
                                           {"\"TCP\"", "\"\\n\""},
                                           {"\"TCP\"", "true"}}) {
    EXPECT_EQ(CauseOf(ListOf(absl::StrReplaceAll(kService, {{one.from, one.to}}))),
              FaultCause::kInvalid)
        << one.from << " " << one.to;
  }
}

TEST(ServiceDecoderTest, Limits) {
  DecoderLimits limits;
  limits.page_bytes = ListOf(kService).size() + 100;
  limits.token_bytes = 500;
  const std::string longer(600, 'a');
  EXPECT_EQ(CauseOf(ListOf(kService), limits), FaultCause::kCancelled);
  EXPECT_EQ(CauseOf(ListOf(absl::StrCat(kService, ",", kService, ",", kService)), limits),
            FaultCause::kTooLarge);
  EXPECT_EQ(CauseOf(absl::StrCat("{\"a\":\"", longer, "\"}"), limits), FaultCause::kTooLarge);
  EXPECT_EQ(CauseOf(absl::StrCat("{\"a\":1", std::string(600, '0'), "}"), limits),
            FaultCause::kTooLarge);
  EXPECT_EQ(CauseOf(absl::StrCat("{\"a\":\"", std::string(400, ':'), "\\\"", std::string(400, ':'),
                                 "\"}"),
                    limits),
            FaultCause::kTooLarge);
}

std::string Gzip(const std::string& text) {
  z_stream state{};
  EXPECT_EQ(deflateInit2(&state, 1, Z_DEFLATED, 16 + MAX_WBITS, 8, Z_DEFAULT_STRATEGY), Z_OK);
  std::string result(deflateBound(&state, text.size()) + 100, '\0');
  state.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(text.data()));
  state.avail_in = static_cast<uInt>(text.size());
  state.next_out = reinterpret_cast<Bytef*>(result.data());
  state.avail_out = static_cast<uInt>(result.size());
  EXPECT_EQ(deflate(&state, Z_FINISH), Z_STREAM_END);
  result.resize(state.total_out);
  deflateEnd(&state);
  return result;
}

// Returns the decompressed text, or the cause of the fault.
std::string Decompress(const std::string& compressed, size_t piece) {
  Pieces pieces(compressed, piece);
  Gunzip gunzip(&pieces);
  std::string text;
  for (std::string_view part = gunzip.Next(); !part.empty(); part = gunzip.Next()) {
    EXPECT_LE(part.size(), 64 << 10);
    absl::StrAppend(&text, part);
  }
  return gunzip.fault().has_value() ? std::string(NameOf(gunzip.fault()->cause)) : text;
}

TEST(GunzipTest, DecompressesInPieces) {
  const std::string text(1 << 20, 'a');
  const std::string compressed = Gzip(text);
  EXPECT_EQ(Decompress(compressed, 1), text);
  EXPECT_EQ(Decompress(compressed, 1'000'000), text);
  EXPECT_EQ(Decompress(Gzip(""), 10), "");
  EXPECT_EQ(Decompress(compressed.substr(0, compressed.size() - 1), 100), "disconnected");
  EXPECT_EQ(Decompress("", 1), "");
  for (const size_t piece : {size_t{1}, size_t{7}, size_t{10'000}}) {
    EXPECT_EQ(Decompress(Gzip("first ") + Gzip("") + Gzip("second"), piece), "first second");
  }
  EXPECT_EQ(Decompress(Gzip("first") + "more text that is not gzip", 100), "invalid");
  EXPECT_EQ(Decompress("plain text that is not gzip", 100), "invalid");
  std::string damaged = compressed;
  damaged[damaged.size() - 6] ^= 1;
  EXPECT_EQ(Decompress(damaged, 100), "invalid");
}

}  // namespace
}  // namespace svcenv::webhook
