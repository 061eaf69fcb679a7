// Checks that the C, C++, Go, and Python examples in header comments, README.md, and the pages of
// docs/ occur in files that are compiled or run. Each must be an excerpt of a region
//
//   // [name]
//   …
//   // [name]
//
// (`# [name]` in Python) in examples or tests/docs/snippets, ignoring indentation. An example in a
// header is a run of lines that start with `//   ` and look like code. On a page it is a block
// between ```cpp, ```c, ```go, or ```python and ```.
#include <algorithm>
#include <filesystem>
#include <regex>
#include <string>
#include <string_view>
#include <vector>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"
#include "gtest/gtest.h"
#include "tests/cli/golden_file.h"

namespace svcenv {
namespace {

namespace fs = std::filesystem;

using Lines = std::vector<std::string>;

Lines LinesOf(const std::string& path) { return absl::StrSplit(cli::ReadFile(path), '\n'); }

// Removes the common indentation of all lines that are not empty.
std::string Dedent(Lines lines) {
  size_t indent = std::string::npos;
  for (const std::string& line : lines) {
    if (!line.empty()) indent = std::min(indent, line.find_first_not_of(" \t"));
  }
  for (std::string& line : lines) line.erase(0, std::min(indent, line.size()));
  return absl::StrCat(absl::StrJoin(lines, "\n"), "\n");
}

std::vector<std::string> FilesIn(const std::string& folder, const std::vector<std::string>& ends) {
  std::vector<std::string> files;
  for (const auto& entry : fs::recursive_directory_iterator(folder)) {
    const std::string path = entry.path().string();
    for (const std::string& end : ends) {
      if (absl::EndsWith(path, end)) files.push_back(path);
    }
  }
  std::sort(files.begin(), files.end());
  return files;
}

// Returns the regions of all compiled files.
std::vector<std::string> Regions() {
  static const std::regex& mark = *new std::regex(R"([ \t]*(//|/\*|#) \[[a-z_ ]+\]( \*/)?)");
  std::vector<std::string> files = FilesIn("tests/docs/snippets", {".cc", ".c"});
  for (const char* folder : {"examples/cpp", "examples/go-webhook", "examples/python"}) {
    for (std::string& file : FilesIn(folder, {".cc", ".go", ".py"})) {
      files.push_back(std::move(file));
    }
  }
  std::vector<std::string> regions;
  for (const std::string& file : files) {
    Lines region;
    bool inside = false;
    for (const std::string& line : LinesOf(file)) {
      if (std::regex_match(line, mark)) {
        if (inside) regions.push_back(Dedent(std::move(region)));
        region.clear();
        inside = !inside;
      } else if (inside) {
        region.push_back(line);
      }
    }
    EXPECT_FALSE(inside) << file << ": a region does not end";
  }
  return regions;
}

bool IsExcerpt(const std::string& example, const std::vector<std::string>& regions) {
  return std::any_of(regions.begin(), regions.end(), [&](const std::string& region) {
    return absl::StrContains(absl::StrCat("\n", region), absl::StrCat("\n", example));
  });
}

struct Example {
  std::string place;  // "lib/svcenv/svcenv.h:3"
  std::string text;
};

bool LooksLikeCode(const Lines& lines) {
  static const std::regex& code = *new std::regex(R"([^-].*[;{]( *//.*)?)");  // "-": a list
  return std::any_of(lines.begin(), lines.end(),
                     [](const std::string& line) { return std::regex_match(line, code); });
}

// Returns the examples in a header. A line with only `//` separates examples or parts of one.
std::vector<Example> ExamplesInHeader(const std::string& path) {
  std::vector<Example> examples;
  Lines lines = LinesOf(path);
  lines.push_back("");
  Lines example;
  for (size_t i = 0; i < lines.size(); ++i) {
    std::string_view line = lines[i];
    const bool in_comment =
        absl::ConsumePrefix(&line, "//   ") || absl::ConsumePrefix(&line, " *   ");
    if (in_comment) {
      example.emplace_back(line);
      continue;
    }
    if (!example.empty() && LooksLikeCode(example)) {
      examples.push_back({absl::StrCat(path, ":", i + 1 - example.size()), Dedent(example)});
    }
    example.clear();
  }
  return examples;
}

std::vector<Example> ExamplesOnPage(const std::string& path) {
  std::vector<Example> examples;
  const Lines lines = LinesOf(path);
  Lines example;
  size_t begin = 0;
  for (size_t i = 0; i < lines.size(); ++i) {
    const std::string_view bare = absl::StripLeadingAsciiWhitespace(lines[i]);
    const bool opens = bare == "```cpp" || bare == "```c" || bare == "```go" || bare == "```python";
    if (begin == 0 && opens) {
      begin = i + 1;
    } else if (begin != 0 && bare == "```") {
      examples.push_back({absl::StrCat(path, ":", begin), Dedent(std::move(example))});
      example.clear();
      begin = 0;
    } else if (begin != 0) {
      example.push_back(lines[i]);
    }
  }
  EXPECT_EQ(begin, 0u) << path << ": an example does not end";
  return examples;
}

void Check(const std::vector<Example>& examples, size_t* count) {
  static const auto& regions = *new std::vector<std::string>(Regions());
  for (const Example& example : examples) {
    EXPECT_TRUE(IsExcerpt(example.text, regions))
        << example.place << ": this example is not an excerpt of a file that is compiled:\n"
        << example.text;
  }
  *count += examples.size();
}

TEST(SnippetsTest, ExamplesInHeadersAreCompiled) {
  size_t count = 0;
  for (const std::string folder : {"lib", "cli"}) {
    for (const std::string& file : FilesIn(folder, {".h"})) Check(ExamplesInHeader(file), &count);
  }
  EXPECT_GE(count, 35u);
}

TEST(SnippetsTest, ExamplesOnPagesAreCompiled) {
  size_t count = 0;
  Check(ExamplesOnPage("README.md"), &count);
  for (const std::string& file : FilesIn("docs", {".md"})) Check(ExamplesOnPage(file), &count);
  EXPECT_GE(count, 8u);
}

// C++ blocks without a ```cpp fence would not be compared. docs/cmake.md names CMake targets.
TEST(SnippetsTest, PagesMarkTheirExamples) {
  std::vector<std::string> files = FilesIn("docs", {".md"});
  files.push_back("README.md");
  for (const std::string& file : files) {
    if (file == "docs/cmake.md") continue;
    const Lines lines = LinesOf(file);
    bool fenced = false;
    for (size_t i = 0; i < lines.size(); ++i) {
      if (absl::StartsWith(lines[i], "```")) fenced = !fenced;
      EXPECT_TRUE(fenced || !absl::StrContains(lines[i], "svcenv::"))
          << file << ":" << i + 1 << ": put C++ between ```cpp and ```";
    }
  }
}

}  // namespace
}  // namespace svcenv
