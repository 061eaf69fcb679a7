#include "svcenv/syntax/yaml_document.h"

#include <optional>
#include <string>
#include <utility>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "svcenv/syntax/json_number.h"
#include "svcenv/syntax/yaml_blanks.h"
#include "svcenv/syntax/yaml_errors.h"
#include "svcenv/syntax/yaml_input.h"
#include "svcenv/syntax/yaml_parser.h"
#include "svcenv/syntax/yaml_scalar.h"

namespace svcenv {
namespace {

// libyaml checks every open flow collection for each token. This many checks take less than a
// second.
constexpr uint64_t kMaxFlowWork = 200000000;

bool IsEndMark(std::string_view text) {
  return absl::StartsWith(text, "...") && (text.size() == 3 || absl::ascii_isspace(text[3]));
}

// Returns the offset of the first \/ escape in a double-quoted scalar, or npos if there is none.
size_t FindEscapedSlash(std::string_view quoted) {
  for (size_t i = 0; i + 1 < quoted.size(); ++i) {
    if (quoted[i] != '\\') continue;
    if (quoted[i + 1] == '/') return i;
    ++i;
  }
  return quoted.npos;
}

// Reads one document until it ends, fails, or requires an edit of the input.
class YamlDocumentReader {
 public:
  enum class Outcome { kDone, kFailed, kEdited };

  YamlDocumentReader(YamlInput& input, std::string_view file_text, DocumentBuilder& builder)
      : input_(input),
        text_(input.text()),
        file_text_(file_text),
        builder_(builder),
        parser_(input) {}

  Outcome Read();
  bool is_syntax_error() const { return is_syntax_error_; }

 private:
  Outcome ReadNodes();
  Outcome OnProblem();
  Outcome OnScalar();
  Outcome CheckText(yaml_scalar_style_t style, size_t begin, std::string_view raw);
  Outcome OnStart(bool is_map);
  Outcome OnEnd(bool is_map);
  Outcome OnDocumentStart();
  Outcome Finish();
  Outcome FailOnSlash(size_t offset);
  Outcome Done(bool ok) { return ok ? Outcome::kDone : Outcome::kFailed; }
  Outcome Fail(size_t offset, std::string message, std::string remedy) {
    return Done(builder_.Fail(input_.FileOffset(offset), std::move(message), std::move(remedy)));
  }

  size_t FindSlashAhead();
  bool MustEditTag(const yaml_char_t* tag, size_t begin);
  bool AddScalar(const YamlScalar& scalar, uint32_t offset, bool is_verbatim);
  void MakeValue(const YamlScalar& scalar, const ResolvedScalar& resolved, bool is_verbatim,
                 TapeEvent* event);
  bool MakeKey(const YamlScalar& scalar, const ResolvedScalar& resolved, bool is_verbatim,
               TapeEvent* event);

  YamlInput& input_;
  const std::string_view text_;
  const std::string_view file_text_;
  DocumentBuilder& builder_;
  YamlParser parser_;
  size_t flow_depth_ = 0;
  uint64_t flow_work_ = 0;
  bool is_syntax_error_ = false;
};

YamlDocumentReader::Outcome YamlDocumentReader::Read() {
  if (!parser_.Next() || !parser_.Next())
    return OnProblem();  // the start of the stream, and the next event
  if (parser_.event().type == YAML_STREAM_END_EVENT) return Outcome::kDone;
  if (const Outcome outcome = OnDocumentStart(); outcome != Outcome::kDone) return outcome;
  if (const Outcome outcome = ReadNodes(); outcome != Outcome::kDone) return outcome;
  return Finish();
}

YamlDocumentReader::Outcome YamlDocumentReader::OnDocumentStart() {
  const yaml_version_directive_t* version = parser_.event().data.document_start.version_directive;
  if (version == nullptr || version->minor == 1) return Outcome::kDone;
  return Fail(parser_.Offset(parser_.event().start_mark), "kubectl supports only YAML 1.1",
              "remove the %YAML line");
}

YamlDocumentReader::Outcome YamlDocumentReader::ReadNodes() {
  while (true) {
    if (!parser_.Next()) return OnProblem();
    flow_work_ += flow_depth_;
    if (flow_work_ > kMaxFlowWork) {
      return Fail(parser_.Offset(parser_.event().start_mark),
                  "brackets are nested too deeply for a document of this size",
                  "write the outer lists and maps in block style, or convert the document to JSON");
    }
    Outcome outcome = Outcome::kDone;
    switch (parser_.event().type) {
      case YAML_SCALAR_EVENT:
        outcome = OnScalar();
        break;
      case YAML_ALIAS_EVENT:
        outcome =
            Done(builder_.Alias(View(parser_.event().data.alias.anchor),
                                input_.FileOffset(parser_.Offset(parser_.event().start_mark))));
        break;
      case YAML_SEQUENCE_START_EVENT:
      case YAML_MAPPING_START_EVENT:
        outcome = OnStart(parser_.event().type == YAML_MAPPING_START_EVENT);
        break;
      case YAML_SEQUENCE_END_EVENT:
      case YAML_MAPPING_END_EVENT:
        outcome = OnEnd(parser_.event().type == YAML_MAPPING_END_EVENT);
        break;
      default:  // the end of the document
        return Outcome::kDone;
    }
    if (outcome != Outcome::kDone) return outcome;
  }
}

YamlDocumentReader::Outcome YamlDocumentReader::OnProblem() {
  const size_t offset = parser_.problem_offset();
  const std::string_view problem = parser_.problem();
  const bool is_edited =
      (absl::StrContains(problem, "unknown escape character") &&
       absl::StartsWith(text_.substr(offset), "\\'") && input_.EditEscapedQuotes(offset)) ||
      (absl::StrContains(problem, "found unexpected ':'") && input_.EditColon(offset)) ||
      (absl::EndsWith(parser_.context(), "ing a tag") && input_.EditTag(offset));
  if (is_edited) return Outcome::kEdited;
  is_syntax_error_ = true;
  YamlExplanation explanation = ExplainYamlProblem(
      {problem, parser_.context(), text_.substr(0, offset), text_.substr(offset)});
  return Fail(explanation.at_context ? parser_.context_offset() : offset,
              std::move(explanation.message), std::move(explanation.remedy));
}

// In flow style, libyaml ends a tag before a comma, but go-yaml does not.
bool YamlDocumentReader::MustEditTag(const yaml_char_t* tag, size_t begin) {
  if (tag == nullptr || flow_depth_ == 0) return false;
  const size_t mark = text_.find('!', begin);
  if (mark == text_.npos || absl::StartsWith(text_.substr(mark), "!<")) return false;
  return input_.EditTag(mark);
}

// Rejects scalars that libyaml accepts but go-yaml does not.
YamlDocumentReader::Outcome YamlDocumentReader::CheckText(yaml_scalar_style_t style, size_t begin,
                                                          std::string_view raw) {
  if (style == YAML_DOUBLE_QUOTED_SCALAR_STYLE) {
    if (const size_t slash = FindEscapedSlash(raw); slash != raw.npos) {
      return FailOnSlash(begin + slash);
    }
  }
  if (style == YAML_PLAIN_SCALAR_STYLE && flow_depth_ > 0) {
    if (const size_t mark = raw.find('?'); mark != raw.npos) {
      return Fail(begin + mark, "an unquoted string within brackets cannot contain ?",
                  "quote the string");
    }
  }
  return Outcome::kDone;
}

YamlDocumentReader::Outcome YamlDocumentReader::OnScalar() {
  const auto& data = parser_.event().data.scalar;
  size_t begin = parser_.Offset(parser_.event().start_mark);
  const size_t end = parser_.Offset(parser_.event().end_mark);
  if (MustEditTag(data.tag, begin)) return Outcome::kEdited;
  if (data.tag != nullptr || data.anchor != nullptr) begin = SkipProperties(text_, begin, end);
  const std::string_view raw = text_.substr(begin, end - begin);
  YamlScalar scalar{{reinterpret_cast<const char*>(data.value), data.length},
                    View(data.tag),
                    data.plain_implicit != 0};
  const size_t quote = data.style == YAML_PLAIN_SCALAR_STYLE ? 0 : 1;
  bool is_verbatim = raw.size() == scalar.text.size() + 2 * quote &&
                     raw.substr(quote, scalar.text.size()) == scalar.text;
  if (!is_verbatim || flow_depth_ > 0) {
    if (const Outcome outcome = CheckText(data.style, begin, raw); outcome != Outcome::kDone) {
      return outcome;
    }
  }
  const uint32_t offset = input_.FileOffset(begin);
  std::string restored;
  if (input_.is_edited()) {
    is_verbatim = false;
    restored = input_.Restored(scalar.text);
    scalar.text = restored;
  } else if (is_verbatim) {
    scalar.text = file_text_.substr(offset + quote, scalar.text.size());
  }
  return Done(AddScalar(scalar, offset, is_verbatim));
}

bool YamlDocumentReader::AddScalar(const YamlScalar& scalar, uint32_t offset, bool is_verbatim) {
  const ResolvedScalar resolved = ResolveScalar(scalar);
  if (resolved.kind == ResolvedScalar::kInvalid) {
    return builder_.Fail(offset, resolved.message, resolved.remedy);
  }
  const std::string_view anchor = View(parser_.event().data.scalar.anchor);
  const bool at_key = builder_.AtKey();
  TapeEvent value(TapeEvent::kNull, offset);
  TapeEvent key(TapeEvent::kNull, offset);
  if (!at_key || !anchor.empty()) MakeValue(scalar, resolved, is_verbatim, &value);
  const bool is_key = (at_key || !anchor.empty()) && MakeKey(scalar, resolved, is_verbatim, &key);
  if (!anchor.empty()) builder_.AnchorScalar(anchor, value, key);
  if (!at_key) return builder_.Scalar(value);
  if (IsMergeKey(scalar)) return builder_.Key(TapeEvent(TapeEvent::kMergeKey, offset));
  return is_key ? builder_.Key(key) : builder_.BadKey(offset);
}

void YamlDocumentReader::MakeValue(const YamlScalar& scalar, const ResolvedScalar& resolved,
                                   bool is_verbatim, TapeEvent* event) {
  switch (resolved.kind) {
    case ResolvedScalar::kBool:
      event->set_kind(TapeEvent::kBool);
      event->boolean = resolved.boolean;
      return;
    case ResolvedScalar::kInteger:
      event->set_kind(TapeEvent::kInteger);
      event->integer = resolved.integer;
      return;
    case ResolvedScalar::kUnsigned:
      event->set_kind(TapeEvent::kReal);
      event->real = static_cast<double>(resolved.unsigned_integer);
      return;
    case ResolvedScalar::kReal: {
      const Number number = NumberFromFloat(resolved.real);
      event->set_kind(number.is_integer ? TapeEvent::kInteger : TapeEvent::kReal);
      if (number.is_integer) {
        event->integer = number.integer;
      } else {
        event->real = number.real;
      }
      return;
    }
    case ResolvedScalar::kString:
      *event = builder_.tape().TextEvent(TapeEvent::kString, event->offset(),
                                         resolved.is_decoded ? resolved.decoded : scalar.text,
                                         is_verbatim && !resolved.is_decoded);
      return;
    default:
      return;
  }
}

bool YamlDocumentReader::MakeKey(const YamlScalar& scalar, const ResolvedScalar& resolved,
                                 bool is_verbatim, TapeEvent* event) {
  if (resolved.kind == ResolvedScalar::kString && !resolved.is_decoded) {
    *event = builder_.tape().TextEvent(TapeEvent::kKey, event->offset(), scalar.text, is_verbatim);
    return true;
  }
  const std::optional<std::string> text = KeyText(resolved, scalar.text);
  if (!text.has_value()) return false;
  *event = builder_.tape().TextEvent(TapeEvent::kKey, event->offset(), *text, /*stable=*/false);
  return true;
}

YamlDocumentReader::Outcome YamlDocumentReader::OnStart(bool is_map) {
  const yaml_event_t& event = parser_.event();
  const auto& map = event.data.mapping_start;
  const auto& list = event.data.sequence_start;
  const yaml_char_t* tag = is_map ? map.tag : list.tag;
  const std::string_view anchor = View(is_map ? map.anchor : list.anchor);
  size_t begin = parser_.Offset(event.start_mark);
  if (MustEditTag(tag, begin)) return Outcome::kEdited;
  if (tag != nullptr || !anchor.empty()) begin = SkipProperties(text_, begin, text_.size());
  if (builder_.AtKey()) {
    return Fail(
        begin, is_map ? "a key cannot be a map" : "a key cannot be a list",
        "use a string as the key; quote a string that begins with a bracket, like \"{{ … }}\"");
  }
  if (flow_depth_ > 0 ||
      (is_map ? map.style == YAML_FLOW_MAPPING_STYLE : list.style == YAML_FLOW_SEQUENCE_STYLE)) {
    ++flow_depth_;
  }
  if (!anchor.empty()) builder_.Anchor(anchor);
  const uint32_t offset = input_.FileOffset(begin);
  return Done(is_map ? builder_.StartMap(offset) : builder_.StartList(offset));
}

YamlDocumentReader::Outcome YamlDocumentReader::OnEnd(bool is_map) {
  if (flow_depth_ > 0) --flow_depth_;
  const uint32_t end = input_.FileOffset(parser_.Offset(parser_.event().end_mark));
  return Done(is_map ? builder_.EndMap(end) : builder_.EndList(end));
}

// kubectl rejects invalid escapes even in tokens that it only reads ahead and then ignores.
size_t YamlDocumentReader::FindSlashAhead() {
  size_t slash = text_.npos;
  parser_.ForEachTokenAhead([&](const yaml_token_t& token) {
    if (token.type != YAML_SCALAR_TOKEN ||
        token.data.scalar.style != YAML_DOUBLE_QUOTED_SCALAR_STYLE || slash != text_.npos) {
      return;
    }
    const size_t begin = parser_.Offset(token.start_mark);
    const size_t found =
        FindEscapedSlash(text_.substr(begin, parser_.Offset(token.end_mark) - begin));
    if (found != text_.npos) slash = begin + found;
  });
  return slash;
}

YamlDocumentReader::Outcome YamlDocumentReader::FailOnSlash(size_t offset) {
  return Fail(offset, "\\/ is not a valid escape in YAML", "write / without the backslash");
}

YamlDocumentReader::Outcome YamlDocumentReader::Finish() {
  const yaml_event_t& event = parser_.event();
  const bool has_mark = event.data.document_end.implicit == 0;
  size_t rest = parser_.Offset(has_mark ? event.end_mark : event.start_mark);
  rest = SkipBlanksAndComments(text_, rest);
  while (IsEndMark(text_.substr(rest))) rest = SkipBlanksAndComments(text_, rest + 3);
  if (const size_t slash = FindSlashAhead(); slash != text_.npos) return FailOnSlash(slash);
  if (rest < text_.size()) {
    builder_.ReportLoss(
        "text-ignored", input_.FileOffset(rest),
        "the document ends before this; kubectl silently ignores the text up to the next ---",
        has_mark
            ? "use --- instead of ... to start another document"
            : "start another document with a --- line, or indent this like the lines above it");
  }
  return Done(builder_.Finish(input_.FileOffset(text_.size())));
}

}  // namespace

YamlResult ReadYaml(const DocumentContext& context) {
  YamlInput input(context.file_text, context.begin, context.end);
  const size_t first_loss = context.losses->size();
  while (true) {
    DocumentBuilder builder(context);
    YamlDocumentReader reader(input, context.file_text, builder);
    const YamlDocumentReader::Outcome outcome = reader.Read();
    if (outcome != YamlDocumentReader::Outcome::kEdited) {
      return {outcome == YamlDocumentReader::Outcome::kDone, reader.is_syntax_error(),
              builder.error(), builder.list_name()};
    }
    builder.DropItems();
    context.losses->resize(first_loss);
  }
}

}  // namespace svcenv
