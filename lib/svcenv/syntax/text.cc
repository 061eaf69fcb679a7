#include "svcenv/syntax/text.h"

#include <algorithm>
#include <limits>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/match.h"
#include "svcenv/base/utf8.h"
#include "svcenv/syntax/document_builder.h"
#include "svcenv/syntax/document_secrets.h"
#include "svcenv/syntax/json_parser.h"
#include "svcenv/syntax/yaml_runs.h"
#include "svcenv/syntax/yaml_splitter.h"

namespace svcenv {
namespace {

constexpr size_t kGuessBytes = 4096;  // that kubectl examines to detect JSON

// Reads one file into the sink.
class FileReader {
 public:
  FileReader(const Sources& sources, uint32_t file, Arena& arena, DocumentSink& sink,
             Diagnostics& losses, const ReadOptions& options)
      : text_(sources.text(file)), losses_(losses), on_refused_(options.on_refused) {
    context_.file = file;
    context_.file_text = text_;
    context_.end = static_cast<uint32_t>(text_.size());
    context_.arena = &arena;
    context_.sink = &sink;
    context_.losses = &losses;
    context_.extents = options.extents;
    context_.null_items = options.null_items;
  }

  void AllowThreads(ForkingSink* sink, int threads) {
    context_.forking_sink = threads > 1 ? sink : nullptr;
    context_.threads = threads;
  }

  absl::Status Read() {
    const std::string_view start = text_.substr(0, kGuessBytes);
    const size_t begin = absl::StartsWith(text_, kByteOrderMark) ? kByteOrderMark.size() : 0;
    const bool is_json = absl::StartsWith(TrimGoSpace(start.substr(begin)), "{");
    return is_json ? ReadJsonStream(begin) : ReadYamlStream(begin);
  }

 private:
  absl::Status ReadJsonStream(size_t offset);
  absl::Status ReadYamlStream(size_t offset);
  DocumentContext ContextOfSecondReading(size_t begin, Diagnostics* losses) const;
  ListName NameOfJsonList(size_t begin) const;
  JsonResult CheckAfterHugeNumber(size_t begin, JsonResult result) const;
  absl::Status ReadYamlAfterJson(size_t offset, const TextError& json_error);
  absl::Status ReadYamlStreamByThreads(size_t offset);
  absl::Status FailAtSeparator(const YamlSplitter& splitter);
  Diagnostic DescribeRefused(const TextError& error, size_t begin, size_t end);
  // Reports the error of the document [begin, end). Returns OK to continue after it.
  absl::Status Fail(const TextError& error, size_t begin, size_t end);

  const std::string_view text_;
  Diagnostics& losses_;
  const RefusedDocument& on_refused_;
  DocumentContext context_;
};

Diagnostic FileReader::DescribeRefused(const TextError& error, size_t begin, size_t end) {
  Diagnostic diagnostic;
  diagnostic.severity = Severity::kError;
  diagnostic.code = std::string(error.code);
  diagnostic.message = error.message;
  diagnostic.remedy = error.remedy;
  diagnostic.position = {context_.file, error.offset};
  if (context_.extents != nullptr) {
    const std::string_view document = text_.substr(begin, end - begin);
    const auto add = [&](size_t size, bool confidential) {
      context_.extents->push_back(
          {static_cast<uint32_t>(begin), static_cast<uint32_t>(begin + size), confidential});
    };
    add(document.size(), MayContainSecret(document));
    if (const size_t size = CutOffSize(document); size > 0) add(size, true);
  }
  return diagnostic;
}

absl::Status FileReader::Fail(const TextError& error, size_t begin, size_t end) {
  const Diagnostic diagnostic = DescribeRefused(error, begin, end);
  if (on_refused_ != nullptr && on_refused_(diagnostic, text_.substr(begin, end - begin))) {
    return absl::OkStatus();
  }
  return ToStatus(diagnostic);
}

// Reports the invalid separator at splitter.end().
absl::Status FileReader::FailAtSeparator(const YamlSplitter& splitter) {
  return Fail(
      {static_cast<uint32_t>(splitter.end()),
       "a line that begins with --- separates documents and can only contain a comment after it",
       "move the rest to its own line, or indent a string that begins with ---"},
      splitter.begin(), splitter.end());
}

absl::Status FileReader::ReadYamlStream(size_t offset) {
  const bool by_threads =
      context_.forking_sink != nullptr && text_.size() - offset >= kMinBytesOfYamlRuns;
  if (by_threads) return ReadYamlStreamByThreads(offset);
  YamlSplitter splitter(text_, offset);
  while (true) {
    const YamlSplitter::Result next = splitter.Next();
    if (next == YamlSplitter::Result::kEnd) return absl::OkStatus();
    if (next == YamlSplitter::Result::kBadSeparator) return FailAtSeparator(splitter);
    const YamlPart part{splitter.begin(), splitter.end()};
    const YamlResult result = ReadYamlPart(context_, part);
    if (result.ok) continue;
    const absl::Status status = Fail(result.error, part.begin, part.end);
    if (!status.ok()) return status;
  }
}

absl::Status FileReader::ReadYamlStreamByThreads(size_t offset) {
  YamlSplitter splitter(text_, offset);
  std::vector<YamlPart> parts;
  YamlSplitter::Result next;
  while ((next = splitter.Next()) == YamlSplitter::Result::kDocument) {
    parts.push_back({splitter.begin(), splitter.end()});
  }
  YamlResult result;
  const size_t read = ReadYamlRuns(parts, context_, &result);
  // Continues sequentially after a rejected document.
  for (size_t i = read; i < parts.size(); ++i) {
    if (i > read) result = ReadYamlPart(context_, parts[i]);
    if (result.ok) continue;
    const absl::Status status = Fail(result.error, parts[i].begin, parts[i].end);
    if (!status.ok()) return status;
  }
  return next == YamlSplitter::Result::kBadSeparator ? FailAtSeparator(splitter) : absl::OkStatus();
}

// Returns a context that reads the value at `begin` again without a sink.
DocumentContext FileReader::ContextOfSecondReading(size_t begin, Diagnostics* losses) const {
  DocumentContext again = context_;
  again.begin = static_cast<uint32_t>(begin);
  again.sink = nullptr;
  again.forking_sink = nullptr;
  again.losses = losses;
  again.extents = nullptr;
  return again;
}

ListName FileReader::NameOfJsonList(size_t begin) const {
  Diagnostics unused;
  DocumentBuilder builder(ContextOfSecondReading(begin, &unused));
  JsonParser(text_).Read(begin, builder);
  return builder.list_name();
}

// Returns a syntax error after the number that is too large, if any, otherwise `result`.
// encoding/json checks the syntax of the whole value first.
JsonResult FileReader::CheckAfterHugeNumber(size_t begin, JsonResult result) const {
  Diagnostics unused;
  DocumentBuilder builder(ContextOfSecondReading(begin, &unused));
  JsonResult rest = JsonParser(text_, JsonParser::HugeNumbers::kZero).Read(begin, builder);
  return rest.outcome == JsonOutcome::kSyntax ? rest : result;
}

absl::Status FileReader::ReadJsonStream(size_t offset) {
  JsonParser parser(text_);
  for (size_t documents = 0;; ++documents) {
    const size_t begin = SkipJsonSpace(text_, offset);
    if (begin == text_.size()) return absl::OkStatus();
    DocumentContext context = context_;
    context.begin = static_cast<uint32_t>(begin);
    context.find_list_name = [this, begin] { return NameOfJsonList(begin); };
    DocumentBuilder builder(context);
    const size_t first_loss = losses_.size();
    JsonResult result = parser.Read(begin, builder);
    const bool may_be_yaml = documents <= 1;
    if (result.outcome == JsonOutcome::kHugeNumber && may_be_yaml) {
      result = CheckAfterHugeNumber(begin, std::move(result));
    }
    if (result.outcome == JsonOutcome::kSyntax && may_be_yaml) {
      builder.DropItems();
      losses_.resize(first_loss);
      return ReadYamlAfterJson(offset, result.error);
    }
    if (!result.ok()) return Fail(result.error, begin, text_.size());
    if (!builder.Finish(static_cast<uint32_t>(result.end))) {
      return Fail(builder.error(), begin, result.end);
    }
    offset = result.end;
  }
}

// Returns whether and from where kubectl falls back to YAML after a JSON error. It skips whitespace
// up to the first line break, four bytes at a time (YAMLOrJSONDecoder.consumeWhitespace).
bool FindYamlStart(std::string_view text, size_t* offset) {
  while (*offset + 4 <= text.size()) {
    const std::string_view rest = text.substr(*offset);
    if (rest[0] == '\n') {
      ++*offset;
      return true;
    }
    const std::string_view trimmed = TrimGoSpace(rest.substr(0, 4));
    const size_t length = Utf8Length(rest);
    if (length == 0) return false;
    if (trimmed.size() > rest.substr(0, 4).size() - length) return true;
    *offset += length;
  }
  return false;
}

// Returns whether `text` is probably meant to be JSON, so that the JSON error is the more helpful
// one.
bool LooksLikeJson(std::string_view text) {
  text = TrimGoSpace(text);
  if (text.empty() || text[0] != '{') return false;
  text = TrimGoSpace(text.substr(1));
  return text.empty() || text[0] == '"' || text[0] == '}';
}

absl::Status FileReader::ReadYamlAfterJson(size_t offset, const TextError& json_error) {
  const size_t json_begin = offset;
  if (!FindYamlStart(text_, &offset)) return Fail(json_error, json_begin, text_.size());
  YamlSplitter splitter(text_, offset);
  const YamlSplitter::Result first = splitter.Next();
  if (first == YamlSplitter::Result::kDocument) {
    const YamlResult result = ReadYamlPart(context_, {splitter.begin(), splitter.end()});
    if (result.ok) return ReadYamlStream(splitter.next());
    const bool is_json =
        result.is_syntax &&
        LooksLikeJson(text_.substr(splitter.begin(), splitter.end() - splitter.begin()));
    const absl::Status status =
        Fail(is_json ? json_error : result.error, splitter.begin(), splitter.end());
    return status.ok() ? ReadYamlStream(splitter.next()) : status;
  }
  return ReadYamlStream(offset);
}

absl::Status CheckSize(std::string_view text, uint32_t file) {
  if (text.size() <= std::numeric_limits<uint32_t>::max()) return absl::OkStatus();
  Diagnostic diagnostic;
  diagnostic.code = std::string(kSyntaxCode);
  diagnostic.severity = Severity::kError;
  diagnostic.message = "the input is larger than 4 GiB";
  diagnostic.remedy = "split it into several files";
  diagnostic.position = {file, 0};
  return ToStatus(diagnostic);
}

}  // namespace

absl::Status ReadDocuments(const Sources& sources, uint32_t file, Arena& arena, DocumentSink& sink,
                           Diagnostics& losses, const ReadOptions& options) {
  if (absl::Status status = CheckSize(sources.text(file), file); !status.ok()) return status;
  return FileReader(sources, file, arena, sink, losses, options).Read();
}

absl::Status ReadDocumentsByThreads(const Sources& sources, uint32_t file, Arena& arena,
                                    ForkingSink& sink, Diagnostics& losses, int threads,
                                    const ReadOptions& options) {
  if (absl::Status status = CheckSize(sources.text(file), file); !status.ok()) return status;
  FileReader reader(sources, file, arena, sink, losses, options);
  reader.AllowThreads(&sink, threads);
  return reader.Read();
}

}  // namespace svcenv
