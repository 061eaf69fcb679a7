// Examples of lib/svcenv/base.
#include <cstddef>
#include <string>
#include <string_view>
#include <utility>

#include "absl/container/flat_hash_map.h"
#include "svcenv/base/arena.h"
#include "svcenv/base/arena_text.h"
#include "svcenv/base/json_writer.h"
#include "svcenv/base/name_hash.h"
#include "svcenv/base/remedy.h"
#include "svcenv/base/source.h"

namespace svcenv {

std::string LocateExample(std::string text) {
  // [source]
  Sources sources;
  const uint32_t file = sources.Add("pod.yaml", text);
  const Location at = sources.Locate(Position{file, 17});  // pod.yaml:2:5
  // [source]
  return at.ToString();
}

std::string JsonWriterExample() {
  // [json_writer]
  std::string text;
  JsonWriter json(&text);
  json.BeginMap();
  json.Key("allowed").Bool(true);
  json.EndMap();
  // [json_writer]
  return text;
}

size_t NameHashExample(std::string_view name) {
  // [name_hash]
  absl::flat_hash_map<std::string_view, size_t, NameHash, NameEq> places;
  places.emplace(name, 0);
  // [name_hash]
  return places.size();
}

std::string_view ArenaTextExample(Arena& arena, std::string_view host) {
  // [arena_text]
  ArenaText text(&arena, 100);
  text.Add("redis://");
  text.Add(host);
  return std::move(text).Finish();
  // [arena_text]
}

std::string RemedyExample() {
  // [remedy]
  const Remedy remedy("set optional: true",
                      {{RemedyKind::kAddObject, {"ConfigMap", "shop", "settings"}}});
  const std::string help = remedy.ToString(NeutralPhrase);
  // "set optional: true, or add ConfigMap shop/settings to the input"
  // [remedy]
  return help;
}

}  // namespace svcenv
