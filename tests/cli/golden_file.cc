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

std::string* KubectlSection(std::string_view title, GoldenCase* golden) {
  if (title == "stderr") return &golden->kubectl.back().answer.err;
  if (absl::ConsumePrefix(&title, "exit ")) {
    golden->kubectl.back().answer.status = std::atoi(std::string(title).c_str());
    return nullptr;
  }
  golden->kubectl.push_back({std::string(title), {}});
  return &golden->kubectl.back().answer.out;
}

// Where the lines of a section go.
std::string* Section(std::string_view title, GoldenCase* golden) {
  if (absl::ConsumePrefix(&title, "file ")) {
    golden->files.emplace_back(std::string(title), "");
    return &golden->files.back().second;
  }
  if (absl::ConsumePrefix(&title, "kubectl ")) return KubectlSection(title, golden);
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

void AddCalls(const std::vector<KubectlCall>& calls, std::string* out) {
  for (const auto& [arguments, answer] : calls) {
    absl::StrAppend(out, "@@ kubectl ", arguments, "\n", answer.out);
    AddSection("kubectl stderr", answer.err, out);
    if (answer.status != 0) absl::StrAppend(out, "@@ kubectl exit ", answer.status, "\n");
  }
}

// A kubectl that looks its answers up in `answers`: N.call, N.out, N.err and N.exit; N.made tells
// of a call that was made.
void WriteStub(const GoldenCase& golden, const fs::path& stub, const fs::path& answers) {
  fs::create_directories(answers);
  WriteFile(stub,
            absl::StrCat("#!/bin/sh\n"
                         "cd ",
                         answers.string(),
                         " || exit 99\n"
                         "for call in *.call; do\n"
                         "  n=${call%.call}\n"
                         "  [ -e \"$call\" ] && [ \"$*\" = \"$(cat \"$call\")\" ] || continue\n"
                         "  : >$n.made; cat $n.out; cat $n.err >&2; exit $(cat $n.exit)\n"
                         "done\n"
                         "echo \"not expected: kubectl $*\" >>wrong\n"
                         "echo 'the stub has no answer' >&2; exit 98\n"));
  fs::permissions(stub, fs::perms::owner_all);
  for (size_t i = 0; i < golden.kubectl.size(); ++i) {
    const auto& [arguments, answer] = golden.kubectl[i];
    const std::string base = (answers / absl::StrCat(i)).string();
    std::string_view name = absl::StripSuffix(answer.out, "\n");
    const bool of_file = absl::ConsumePrefix(&name, "< ");
    WriteFile(base + ".call", arguments);
    WriteFile(base + ".out",
              of_file ? ReadFile(answers.parent_path() / "work" / std::string(name)) : answer.out);
    WriteFile(base + ".err", answer.err);
    WriteFile(base + ".exit", absl::StrCat(answer.status));
  }
}

std::string WrongCalls(const GoldenCase& golden, const fs::path& answers) {
  std::string wrong = ReadFile(answers / "wrong");
  for (size_t i = 0; i < golden.kubectl.size(); ++i) {
    if (fs::exists(answers / absl::StrCat(i, ".made"))) continue;
    absl::StrAppend(&wrong, "not made: kubectl ", golden.kubectl[i].arguments, "\n");
  }
  return wrong;
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
  GoldenCase before;  // the lines before the first case
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
    AddCalls(golden.kubectl, &text);
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
  if (mkdtemp(directory.data()) == nullptr) return {"", "mkdtemp failed", -1, ""};
  const fs::path root(directory);
  fs::create_directories(root / "bin");
  fs::create_directories(root / "work");
  fs::create_symlink(fs::absolute(svcenv), root / "bin" / "svcenv");
  fs::create_symlink(fs::absolute(svcenv), root / "bin" / "kubectl-svcenv");
  fs::create_directory_symlink(fs::absolute("examples"), root / "work" / "examples");
  WriteFiles(file.files, root / "work");
  WriteFiles(golden.files, root / "work");
  WriteStub(golden, root / "bin" / "kubectl", root / "answers");
  WriteFile(root / "stdin", golden.input);
  WriteFile(root / "script", absl::StrCat("cd ", directory, "/work || exit 99\n", golden.command));
  const std::string command = absl::StrCat(
      "env -u BUILD_WORKING_DIRECTORY -u NO_COLOR -u CLICOLOR_FORCE -u COLUMNS -u KUBECTL "
      "LC_ALL=C.UTF-8 PATH=",
      directory, "/bin:$PATH sh ", directory, "/script <", directory, "/stdin >", directory,
      "/stdout 2>", directory, "/stderr");
  const int status = std::system(command.c_str());
  Outcome outcome{ReadFile(root / "stdout"), ReadFile(root / "stderr"),
                  WIFEXITED(status) ? WEXITSTATUS(status) : -1,
                  WrongCalls(golden, root / "answers")};
  fs::remove_all(root);
  return outcome;
}

}  // namespace svcenv::cli
