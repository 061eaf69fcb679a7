#include "cli/commands/completion_scripts.h"

#include "absl/strings/strip.h"

namespace svcenv::cli {
namespace {

// bash splits COMP_WORDS at `=` and `:`, and replaces only the part after the last of them.
constexpr std::string_view kBash = R"bash(
# bash completion for svcenv
_svcenv() {
  local word words=() i line value last
  for ((i = 1; i <= COMP_CWORD; i++)); do
    word=${COMP_WORDS[i]}
    word=${word/#\~\//$HOME/}
    word=${word//[\"\'\\]/}
    if [[ ${#words[@]} -gt 0 && (${COMP_WORDS[i]} == [=:]* || ${COMP_WORDS[i - 1]} == *[=:]) ]]; then
      words[${#words[@]} - 1]+=$word
    else
      words+=("$word")
    fi
  done
  COMPREPLY=()
  last=${words[${#words[@]} - 1]}
  while IFS= read -r line; do
    case $line in
      :0) type compopt >/dev/null 2>&1 && compopt -o filenames -o default ;;
      :*) ;;
      *)
        value=${line%%$'\t'*}
        [[ $last == *[=:]* ]] && value=${value#"${last%"${last##*[=:]}"}"}
        COMPREPLY+=("$value")
        ;;
    esac
  done < <("${COMP_WORDS[0]/#\~\//$HOME/}" __complete "${words[@]}" 2>/dev/null)
}
complete -F _svcenv svcenv
)bash";

constexpr std::string_view kZsh = R"zsh(
#compdef svcenv
# zsh completion for svcenv
_svcenv() {
  local -a words_before lines values
  local line tab=$'\t' files=0
  words_before=("${(@)${(@Q)words[1,CURRENT]}/#\~\//$HOME/}")
  lines=("${(@f)$("$words_before[1]" __complete "${(@)words_before[2,-1]}" 2>/dev/null)}")
  for line in $lines; do
    case $line in
      :0) files=1 ;;
      :*) ;;
      *$tab*) values+=("${${line%%$tab*}//:/\\:}:${line#*$tab}") ;;
      *) values+=("${line//:/\\:}") ;;
    esac
  done
  if (( files )); then
    compset -P '*='
    _files
  else
    _describe -V svcenv values
  fi
}
if [[ $funcstack[1] == _svcenv ]]; then
  _svcenv "$@"
else
  compdef _svcenv svcenv
fi
)zsh";

constexpr std::string_view kFish = R"fish(
# fish completion for svcenv
function __svcenv_complete
    set -l words (commandline -opc) (commandline -ct)
    set words (string replace -r '^~/' "$HOME/" -- $words)
    for line in ($words[1] __complete $words[2..-1] 2>/dev/null)
        switch $line
            case ':0'
                __fish_complete_path (commandline -ct)
            case ':*'
            case '*'
                echo $line
        end
    end
end
complete -c svcenv -e
complete -c svcenv -f -k -a '(__svcenv_complete)'
)fish";

constexpr std::string_view kKubectl = R"sh(
#!/bin/sh
# kubectl_complete-svcenv: kubectl runs it to complete `kubectl svcenv …`
exec kubectl-svcenv __complete "$@"
)sh";

}  // namespace

std::string_view CompletionScript(std::string_view shell) {
  constexpr struct {
    std::string_view shell, script;
  } kScripts[] = {{"bash", kBash}, {"zsh", kZsh}, {"fish", kFish}, {"kubectl", kKubectl}};
  for (const auto& row : kScripts) {
    if (row.shell == shell) return absl::StripPrefix(row.script, "\n");
  }
  return "";
}

}  // namespace svcenv::cli
