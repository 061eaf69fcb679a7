#include "cli/exec/exec_program.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <vector>

#include "absl/functional/function_ref.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/str_split.h"
#include "absl/strings/strip.h"
#include "cli/terminal/errors.h"
#include "svcenv/base/terminal_text.h"

namespace svcenv::cli {
namespace {

constexpr std::string_view kUsualPath = "/bin:/usr/bin";  // glibc's confstr(_CS_PATH)
constexpr char kShell[] = "/bin/sh";
constexpr size_t kFirstLineBytes = 256;  // the part of a script that the kernel reads

// The result of an attempt to run a file: an errno, and the file.
struct Failure {
  int code = ENOENT;
  std::string path;
};

using Try = absl::FunctionRef<int(const std::string& path)>;

// Tries the files that `name` can refer to, in the order of PATH, until an attempt returns 0 or an
// errno that ends the search. Behaves like glibc's execvpe.
Failure Search(const std::string& name, const EnvironmentBlock& environment, Try attempt) {
  if (name.empty()) return {};
  if (absl::StrContains(name, '/')) return {attempt(name), name};
  Failure denied;
  for (const std::string_view directory :
       absl::StrSplit(environment.Find("PATH").value_or(kUsualPath), ':')) {
    std::string path = absl::StrCat(directory, directory.empty() ? "" : "/", name);
    const int code = attempt(path);
    switch (code) {
      case EACCES:
        if (denied.path.empty()) denied = {code, std::move(path)};
        break;
      case ENOENT:
        // The file may exist, but not its interpreter or loader.
        if (access(path.c_str(), F_OK) == 0) return {code, std::move(path)};
        break;
      case ESTALE:
      case ENOTDIR:
      case ENODEV:
      case ETIMEDOUT:
      case ENAMETOOLONG:
        break;
      default:
        return {code, std::move(path)};
    }
  }
  return denied.path.empty() ? Failure{ENOENT, ""} : denied;
}

// Returns nullopt if the file cannot be read. A file can be executable but not readable.
std::optional<std::string> FirstBytes(const std::string& path) {
  std::string text(kFirstLineBytes, '\0');
  const int file = open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (file < 0) return std::nullopt;
  const ssize_t got = read(file, text.data(), text.size());
  close(file);
  if (got < 0) return std::nullopt;
  text.resize(static_cast<size_t>(got));
  return text;
}

// Explains ENOENT for a file that exists.
std::string MissingInterpreter(const std::string& path) {
  const std::optional<std::string> text = FirstBytes(path);
  if (!text.has_value()) return "it exists, but its interpreter or loader is not found";
  std::string_view line = std::string_view(*text).substr(0, text->find('\n'));
  if (!absl::ConsumePrefix(&line, "#!")) {
    return "it exists, but its dynamic loader is not found: add the libc that it needs, or link it "
           "statically";
  }
  line = absl::StripLeadingAsciiWhitespace(line);
  std::string message =
      absl::StrCat("it exists, but its interpreter '",
                   Visible(line.substr(0, line.find_first_of(" \t\r"))), "' is not found");
  if (absl::EndsWith(line, "\r")) {
    absl::StrAppend(&message, "; its first line ends in a carriage return");
  }
  return message;
}

std::string NotFound(const std::string& name, const EnvironmentBlock& environment) {
  if (absl::StrContains(name, '/') || name.empty()) return "no such file";
  const std::optional<std::string_view> path = environment.Find("PATH");
  if (path.has_value()) {
    return absl::StrCat("it is not in PATH (PATH=", Visible(*path), ")");
  }
  return absl::StrCat("PATH is not set, and it is not in ",
                      absl::StrReplaceAll(kUsualPath, {{":", " or "}}));
}

std::string NotExecutable(const Failure& failure) {
  struct stat status {};
  const bool known = stat(failure.path.c_str(), &status) == 0;
  if (known && S_ISDIR(status.st_mode)) return "it is a directory";
  if (failure.code == EACCES && known && (status.st_mode & 0111) == 0) {
    return "it is not executable: run chmod +x";
  }
  if (failure.code == E2BIG) {
    return "its arguments and environment exceed the kernel's limits: run 'svcenv size' to see "
           "what takes the space";
  }
  if (failure.code == ENOEXEC) {
    return absl::StrCat("it is not a program for this machine, and there is no ", kShell,
                        " to run it as a script");
  }
  return ErrnoText(failure.code);
}

// Reports the failure and returns the exit status.
int ReportFailure(const std::string& name, const EnvironmentBlock& environment,
                  const Failure& failure, Console* console) {
  const std::string shown = Visible(failure.path.empty() ? name : failure.path);
  const bool missing = failure.code == ENOENT || (failure.code == ENOTDIR && failure.path == name);
  if (missing) {
    const bool there = !failure.path.empty() && access(failure.path.c_str(), F_OK) == 0;
    console->Say(there ? absl::StrCat("svcenv: cannot run '", shown,
                                      "': ", MissingInterpreter(failure.path), "\n")
                       : absl::StrCat("svcenv: '", shown,
                                      "' not found: ", NotFound(name, environment), "\n"));
    return kNotFound;
  }
  console->Say(absl::StrCat("svcenv: cannot run '", shown, "': ", NotExecutable(failure), "\n"));
  return kNotExecutable;
}

// Runs a file, with the shell if the kernel does not know its format. Returns only on failure: an
// errno, which is ENOEXEC if there is no shell.
int Execute(const std::string& path, std::vector<char*>& argv, char* const* environment) {
  execve(path.c_str(), argv.data(), environment);
  if (errno != ENOEXEC) return errno;
  std::vector<char*> script = {const_cast<char*>(kShell), const_cast<char*>(path.c_str())};
  script.insert(script.end(), argv.begin() + 1, argv.end());
  execve(kShell, script.data(), environment);
  return errno == E2BIG ? E2BIG : ENOEXEC;
}

}  // namespace

int ExecProgram(absl::Span<const std::string> command, std::optional<std::string_view> argv0,
                const EnvironmentBlock& environment, Console* console) {
  std::string own_name(argv0.value_or(command[0]));
  std::vector<char*> argv = {own_name.data()};
  for (const std::string& argument : command.subspan(1)) {
    argv.push_back(const_cast<char*>(argument.c_str()));
  }
  argv.push_back(nullptr);
  const Failure failure = Search(command[0], environment, [&](const std::string& path) {
    return Execute(path, argv, environment.envp());
  });
  return ReportFailure(command[0], environment, failure, console);
}

Program FindProgram(const std::string& name, const EnvironmentBlock& environment,
                    Console* console) {
  const Failure failure = Search(name, environment, [](const std::string& path) {
    struct stat status {};
    if (stat(path.c_str(), &status) != 0) return errno;
    if (!S_ISREG(status.st_mode)) return EACCES;
    return access(path.c_str(), X_OK) == 0 ? 0 : errno;
  });
  if (failure.code == 0) return {failure.path, kDone};
  return {"", ReportFailure(name, environment, failure, console)};
}

}  // namespace svcenv::cli
