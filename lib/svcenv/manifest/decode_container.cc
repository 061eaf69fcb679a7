// Decodes containers.
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "svcenv/manifest/decode.h"
#include "svcenv/manifest/fields.h"
#include "svcenv/manifest/lenient.h"

namespace svcenv {
namespace {

// ----------------------------------------------------------------------------------------- env

void ReadOptional(Decoder& decoder, ObjectReference& reference) {
  reference.may_be_optional = !decoder.PeekPlaceholder().empty();
  reference.optional = decoder.Bool(false);
}

constexpr Field<ObjectReference> kKeyFields[] = {
    {"name", [](Decoder& d, ObjectReference& r) { r.name = d.LocatedText(); }},
    {"key", [](Decoder& d, ObjectReference& r) { r.key = d.LocatedText(); }},
    {"optional", ReadOptional},
};

constexpr Field<ObjectReference> kWholeObjectFields[] = {
    {"name", [](Decoder& d, ObjectReference& r) { r.name = d.LocatedText(); }},
    {"optional", ReadOptional},
};

constexpr Field<FieldReference> kFieldReferenceFields[] = {
    {"apiVersion", [](Decoder& d, FieldReference& r) { r.api_version = d.LocatedText(); }},
    {"fieldPath", [](Decoder& d, FieldReference& r) { r.field_path = d.LocatedText(); }},
};

constexpr Field<ResourceReference> kResourceReferenceFields[] = {
    {"containerName", [](Decoder& d, ResourceReference& r) { r.container_name = d.Text(); }},
    {"resource", [](Decoder& d, ResourceReference& r) { r.resource = d.LocatedText(); }},
    {"divisor", [](Decoder& d, ResourceReference& r) { r.divisor = d.Quantity(); }},
};

constexpr Field<FileReference> kFileReferenceFields[] = {
    {"volumeName", [](Decoder& d, FileReference& r) { r.volume_name = d.LocatedText(); }},
    {"path", [](Decoder& d, FileReference& r) { r.path = d.LocatedText(); }},
    {"key", [](Decoder& d, FileReference& r) { r.key = d.LocatedText(); }},
    {"optional", [](Decoder& d, FileReference& r) { r.optional = d.Bool(false); }},
};

// Reads a map into `target`. null leaves it unchanged.
template <typename T, size_t N>
void ReadKept(Decoder& decoder, const Field<T> (&fields)[N], const T*& target) {
  T value;
  if (ReadKnownFields(decoder, fields, value)) target = decoder.arena().New<T>(value);
}

template <size_t N>
std::optional<ObjectReference> ReadReference(Decoder& decoder,
                                             const Field<ObjectReference> (&fields)[N]) {
  ObjectReference reference;
  reference.position = decoder.position();
  if (!ReadKnownFields(decoder, fields, reference)) return std::nullopt;
  return reference;
}

void ReadWholeObject(Decoder& decoder, std::optional<ObjectReference>& target) {
  if (auto reference = ReadReference(decoder, kWholeObjectFields)) target = *reference;
}

void ReadKey(Decoder& decoder, const ObjectReference*& target) {
  if (const auto reference = ReadReference(decoder, kKeyFields)) {
    target = decoder.arena().New<ObjectReference>(*reference);
  }
}

constexpr Field<EnvSource> kEnvSourceFields[] = {
    {"fieldRef", [](Decoder& d, EnvSource& s) { ReadKept(d, kFieldReferenceFields, s.field); }},
    {"resourceFieldRef",
     [](Decoder& d, EnvSource& s) { ReadKept(d, kResourceReferenceFields, s.resource); }},
    {"configMapKeyRef", [](Decoder& d, EnvSource& s) { ReadKey(d, s.config_map_key); }},
    {"secretKeyRef", [](Decoder& d, EnvSource& s) { ReadKey(d, s.secret_key); }},
    {"fileKeyRef", [](Decoder& d, EnvSource& s) { ReadKept(d, kFileReferenceFields, s.file_key); }},
};

void ReadEnvSource(Decoder& decoder, EnvVar& env_var) {
  EnvSource source;
  source.position = decoder.position();
  if (ReadKnownFields(decoder, kEnvSourceFields, source)) {
    env_var.value_from = decoder.arena().New<EnvSource>(source);
  }
}

constexpr Field<EnvVar> kEnvVarFields[] = {
    {"name", [](Decoder& d, EnvVar& e) { e.name = d.LocatedText(); }},
    {"value", [](Decoder& d, EnvVar& e) { e.value = d.LocatedText(); }},
    {"valueFrom", ReadEnvSource},
};

constexpr Field<EnvFrom> kEnvFromFields[] = {
    {"prefix", [](Decoder& d, EnvFrom& e) { e.prefix = d.LocatedText(); }},
    {"configMapRef", [](Decoder& d, EnvFrom& e) { ReadWholeObject(d, e.config_map); }},
    {"secretRef", [](Decoder& d, EnvFrom& e) { ReadWholeObject(d, e.secret); }},
};

// Returns the list entry for a variable: "- {name: FOO, value: bar}".
std::string EntryFor(std::string_view name, std::string_view value) {
  constexpr size_t kLongest = 40;
  const bool plain = !value.empty() && value.size() <= kLongest && IsPlainKey(value);
  return absl::StrCat("- {name: ", IsPlainKey(name) ? name : "NAME",
                      ", value: ", plain ? value : "\"…\"", "}");
}

// Reports `env: {FOO: bar}`, which is Docker Compose syntax.
void RefuseEnvMap(Decoder& decoder) {
  const Position position = decoder.position();
  std::string entry;
  MapIfAny(decoder, [&](std::string_view key) {
    if (!entry.empty()) return decoder.reader().Skip();
    entry = EntryFor(key, TextIfAny(decoder));
  });
  decoder.Error("wrong-type", "expected a list, found a map",
                entry.empty() ? "write []" : absl::StrCat("write ", entry), position);
}

// Reports `- FOO=bar`, which is Docker Compose syntax too.
void RefuseEnvString(Decoder& decoder) {
  const std::string_view text = decoder.reader().String();
  const size_t equals = text.find('=');
  decoder.Error("wrong-type", "expected a map, found a string",
                absl::StrCat("write ", EntryFor(text.substr(0, equals), text.substr(equals + 1))),
                decoder.position());
  decoder.reader().Skip();
}

// Returns one entry with the placeholder as its name if the list is a placeholder of a program.
std::vector<EnvVar> ReadEnv(Decoder& decoder) {
  std::vector<EnvVar> result;
  if (!decoder.PeekPlaceholder().empty()) {
    const Located text = decoder.LocatedText();
    // Any other placeholder could be mistaken for one in the name of a variable.
    if (decoder.HasProgramPlaceholder(text.text)) result.emplace_back().name = text;
    return result;
  }
  if (decoder.reader().type() == ValueType::kMap) {
    RefuseEnvMap(decoder);
    return result;
  }
  decoder.List([&](int) {
    if (decoder.reader().type() == ValueType::kString &&
        absl::StrContains(decoder.reader().String(), '=')) {
      return RefuseEnvString(decoder);
    }
    EnvVar variable;
    variable.name.position = decoder.position();
    ReadKnownFields(decoder, kEnvVarFields, variable);
    result.push_back(variable);
  });
  return result;
}

// Returns one source with the placeholder as its name if the list is a placeholder.
std::vector<EnvFrom> ReadEnvFrom(Decoder& decoder) {
  std::vector<EnvFrom> result;
  if (!decoder.PeekPlaceholder().empty()) {
    ObjectReference reference;
    reference.name = decoder.LocatedText();
    result.emplace_back().config_map = reference;
    return result;
  }
  decoder.List([&](int) {
    EnvFrom source;
    source.position = decoder.position();
    ReadKnownFields(decoder, kEnvFromFields, source);
    result.push_back(source);
  });
  return result;
}

// -------------------------------------------------------------- fields that are not expanded

void AddUnexpanded(std::string_view field, const Located& text, Arena& arena,
                   Container& container) {
  if (!absl::StrContains(text.text, '$')) return;
  container.unexpanded.push_back({arena.Copy(field), text});
}

// Records every string with a '$' in the next value, which may be of any type. `field` is its path.
void AddAllUnexpanded(Decoder& decoder, const std::string& field, Container& container) {
  constexpr size_t kLongestPath = 200;  // longer than any path in the API; bounds hostile input
  const ValueType type = decoder.reader().type();
  if (type == ValueType::kString) {
    AddUnexpanded(field, decoder.LocatedText(), decoder.arena(), container);
  } else if (type == ValueType::kMap && field.size() < kLongestPath) {
    decoder.Map([&](std::string_view key) {
      AddAllUnexpanded(decoder, absl::StrCat(field, ".", key), container);
    });
  } else if (type == ValueType::kList && field.size() < kLongestPath) {
    decoder.List(
        [&](int i) { AddAllUnexpanded(decoder, absl::StrCat(field, "[", i, "]"), container); });
  } else {
    decoder.reader().Skip();
  }
}

// Records the strings with a '$' in fields that were decoded above.
void AddDecodedUnexpanded(Arena& arena, Container& container) {
  const auto note = [&](std::string_view list, size_t i, std::string_view field,
                        const Located& text) {
    if (!absl::StrContains(text.text, '$')) return;
    AddUnexpanded(absl::StrCat(list, "[", i, "].", field), text, arena, container);
  };
  for (size_t i = 0; i < container.ports.size(); ++i) {
    note("ports", i, "name", container.ports[i].name);
  }
  for (size_t i = 0; i < container.volume_mounts.size(); ++i) {
    const VolumeMount& mount = container.volume_mounts[i];
    note("volumeMounts", i, "mountPath", mount.mount_path);
    note("volumeMounts", i, "subPath", mount.sub_path);
  }
}

// --------------------------------------------------------------------------------- containers

constexpr Field<ContainerPort> kPortFields[] = {
    {"name", [](Decoder& d, ContainerPort& p) { p.name = d.LocatedText(); }},
    {"protocol", [](Decoder& d, ContainerPort& p) { p.protocol = d.LocatedText(); }},
    {"containerPort",
     [](Decoder& d, ContainerPort& p) {
       p.position = d.position();
       p.has_placeholder = !d.PeekPlaceholder().empty();
       p.container_port = d.Int32();
     }},
    {"hostPort", [](Decoder& d, ContainerPort& p) { p.host_port = d.Int32(); }},
    {"hostIP", SkipField<ContainerPort>},
};

std::vector<ContainerPort> ReadPorts(Decoder& decoder) {
  std::vector<ContainerPort> result;
  decoder.List([&](int) {
    ContainerPort port;
    port.position = decoder.position();
    ReadKnownFields(decoder, kPortFields, port);
    result.push_back(port);
  });
  return result;
}

constexpr Field<VolumeMount> kVolumeMountFields[] = {
    {"name", [](Decoder& d, VolumeMount& m) { m.name = d.LocatedText(); }},
    {"mountPath", [](Decoder& d, VolumeMount& m) { m.mount_path = d.LocatedText(); }},
    {"subPath", [](Decoder& d, VolumeMount& m) { m.sub_path = d.LocatedText(); }},
    {"subPathExpr", [](Decoder& d, VolumeMount& m) { m.sub_path_expr = d.LocatedText(); }},
};

constexpr Field<ResourceRequirements> kResourceFields[] = {
    {"limits", [](Decoder& d, ResourceRequirements& r) { r.limits = d.QuantityMap(); }},
    {"requests", [](Decoder& d, ResourceRequirements& r) { r.requests = d.QuantityMap(); }},
};

struct ExecAction {
  std::vector<Located> command;
};

constexpr Field<ExecAction> kExecFields[] = {
    {"command", [](Decoder& d, ExecAction& e) { e.command = d.Texts(); }},
};

template <Probe kProbe>
void ReadProbe(Decoder& decoder, Container& container) {
  decoder.Map([&](std::string_view key) {
    if (key != "exec") {
      return AddAllUnexpanded(decoder, absl::StrCat(ProbeField(kProbe), ".", key), container);
    }
    ExecAction exec;
    if (ReadFields(decoder, kExecFields, exec)) {
      container.exec_probe(kProbe) = std::move(exec.command);
    }
  });
}

constexpr Field<Container> kContainerFields[] = {
    {"name", [](Decoder& d, Container& c) { c.name = d.LocatedText(); }},
    {"image",
     [](Decoder& d, Container& c) {
       const Located image = d.LocatedText();
       c.image = image.text;
       AddUnexpanded("image", image, d.arena(), c);
     }},
    {"workingDir", [](Decoder& d, Container& c) { AddAllUnexpanded(d, "workingDir", c); }},
    {"command", [](Decoder& d, Container& c) { c.command = d.Texts(); }},
    {"args", [](Decoder& d, Container& c) { c.args = d.Texts(); }},
    {"env", [](Decoder& d, Container& c) { c.env = ReadEnv(d); }},
    {"envFrom", [](Decoder& d, Container& c) { c.env_from = ReadEnvFrom(d); }},
    {"resources", [](Decoder& d, Container& c) { c.resources = DecodeResources(d); }},
    {"ports", [](Decoder& d, Container& c) { c.ports = ReadPorts(d); }},
    {"volumeMounts",
     [](Decoder& d, Container& c) { c.volume_mounts = ReadList(d, kVolumeMountFields); }},
    {ProbeField(Probe::kLiveness), ReadProbe<Probe::kLiveness>},
    {ProbeField(Probe::kReadiness), ReadProbe<Probe::kReadiness>},
    {ProbeField(Probe::kStartup), ReadProbe<Probe::kStartup>},
    {"lifecycle", [](Decoder& d, Container& c) { AddAllUnexpanded(d, "lifecycle", c); }},
    {"restartPolicy",
     [](Decoder& d, Container& c) {
       if (d.Text() == "Always" && c.kind == ContainerKind::kInit) c.kind = ContainerKind::kSidecar;
     }},
    {"imagePullPolicy", SkipField<Container>},
    {"resizePolicy", SkipField<Container>},
    {"restartPolicyRules", SkipField<Container>},
    {"securityContext", SkipField<Container>},
    {"stdin", SkipField<Container>},
    {"stdinOnce", SkipField<Container>},
    {"targetContainerName", SkipField<Container>},  // in ephemeral containers
    {"terminationMessagePath", SkipField<Container>},
    {"terminationMessagePolicy", SkipField<Container>},
    {"tty", SkipField<Container>},
    {"volumeDevices", SkipField<Container>},
};

}  // namespace

ResourceRequirements DecodeResources(Decoder& decoder) {
  ResourceRequirements resources;
  ReadFields(decoder, kResourceFields, resources);
  return resources;
}

Container DecodeContainer(Decoder& decoder, ContainerKind kind) {
  Container container;
  container.kind = kind;
  container.position = decoder.position();
  ReadKnownFields(decoder, kContainerFields, container);
  AddDecodedUnexpanded(decoder.arena(), container);
  return container;
}

std::vector<EnvVar> DecodeEnv(Decoder& decoder) { return ReadEnv(decoder); }
std::vector<EnvFrom> DecodeEnvFrom(Decoder& decoder) { return ReadEnvFrom(decoder); }

std::vector<Container> DecodeContainers(Decoder& decoder, ContainerKind kind) {
  std::vector<Container> result;
  decoder.List([&](int) {
    Container& container = result.emplace_back();
    container.kind = kind;
    container.position = decoder.position();
    ReadKnownFields(decoder, kContainerFields, container);
    AddDecodedUnexpanded(decoder.arena(), container);
  });
  return result;
}

}  // namespace svcenv
