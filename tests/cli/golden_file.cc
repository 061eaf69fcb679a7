#include "tests/cli/golden_file.h"

#include <sys/wait.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"

namespace svcenv::cli {
namespace {

namespace fs = std::filesystem;

// Where the lines of a section go.
std::string* Section(std::string_view title, GoldenCase* golden) {
  if (absl::ConsumePrefix(&title, "file ")) {
    golden->files.emplace_back(std::string(title), "");
    return &golden->files.back().second;
  }
  if (title == "stdin") return &golden->input;
  if (title == "stdout") return &golden->expected.out;
  if (title == "stderr") return &golden->expected.err;
  if (absl::ConsumePrefix(&title, "exit "))
    golden->expected.status = std::atoi(std::string(title).c_str());
  return nullptr;
}

void AddSection(const std::string& title, const std::string& text, std::string* out) {
  if (!text.empty())
    absl::StrAppend(out, "@@ ", title, "\n", text, text.back() == '\n' ? "" : "\n");
}

void AddFiles(const NamedTexts& files, std::string* out) {
  for (const auto& [name, content] : files) absl::StrAppend(out, "@@ file ", name, "\n", content);
}

void WriteFiles(const NamedTexts& files, const fs::path& directory) {
  for (const auto& [name, content] : files) {
    fs::create_directories((directory / name).parent_path());
    WriteFile(directory / name, content);
  }
}

}  // namespace

GoldenFile ParseGoldenFile(const std::string& text) {
  GoldenFile file;
  GoldenCase before;  // what stands before the first case
  std::string* section = &file.comment;
  std::vector<std::string_view> lines = absl::StrSplit(text, '\n');
  if (lines.back().empty()) lines.pop_back();
  for (std::string_view line : lines) {
    if (absl::ConsumePrefix(&line, "=== ")) {
      file.cases.emplace_back();
      file.cases.back().name = std::string(line);
      section = nullptr;
    } else if (absl::ConsumePrefix(&line, "@@ ")) {
      section = Section(line, file.cases.empty() ? &before : &file.cases.back());
    } else if (!file.cases.empty() && section == nullptr) {
      absl::ConsumePrefix(&line, "$ ");
      if (!line.empty()) absl::StrAppend(&file.cases.back().command, line, "\n");
    } else {
      absl::StrAppend(section, line, "\n");
    }
  }
  file.files = std::move(before.files);
  return file;
}

std::string ToText(const GoldenFile& file) {
  std::string text = file.comment;
  AddFiles(file.files, &text);
  for (const GoldenCase& golden : file.cases) {
    absl::StrAppend(&text, "=== ", golden.name, "\n$ ", golden.command);
    AddFiles(golden.files, &text);
    AddSection("stdin", golden.input, &text);
    AddSection("stdout", golden.expected.out, &text);
    AddSection("stderr", golden.expected.err, &text);
    if (golden.expected.status != 0)
      absl::StrAppend(&text, "@@ exit ", golden.expected.status, "\n");
  }
  return text;
}

std::string ReadFile(const std::string& path) {
  std::ostringstream text;
  text << std::ifstream(path, std::ios::binary).rdbuf();
  return text.str();
}

void WriteFile(const std::string& path, const std::string& text) {
  std::ofstream(path, std::ios::binary) << text;
}

Outcome RunCase(const GoldenFile& file, const GoldenCase& golden, const std::string& svcenv) {
  std::string directory = fs::temp_directory_path() / "golden-XXXXXX";
  if (mkdtemp(directory.data()) == nullptr) return {"", "mkdtemp failed", -1};
  const fs::path root(directory);
  fs::create_directories(root / "bin");
  fs::create_directories(root / "work");
  fs::create_symlink(fs::absolute(svcenv), root / "bin" / "svcenv");
  fs::create_directory_symlink(fs::absolute("examples"), root / "work" / "examples");
  WriteFiles(file.files, root / "work");
  WriteFiles(golden.files, root / "work");
  WriteFile(root / "stdin", golden.input);
  WriteFile(root / "script", absl::StrCat("cd ", directory, "/work || exit 99\n", golden.command));
  const std::string command = absl::StrCat(
      "env -u BUILD_WORKING_DIRECTORY -u NO_COLOR -u COLUMNS LC_ALL=C.UTF-8 PATH=", directory,
      "/bin:$PATH sh ", directory, "/script <", directory, "/stdin >", directory, "/stdout 2>",
      directory, "/stderr");
  const int status = std::system(command.c_str());
  Outcome outcome{ReadFile(root / "stdout"), ReadFile(root / "stderr"),
                  WIFEXITED(status) ? WEXITSTATUS(status) : -1};
  fs::remove_all(root);
  return outcome;
}

}  // namespace svcenv::cli
