// Makes untrusted input safe to show: escapes everything that controls a terminal, or hides or
// reorders text.
//
// Unsafe are control characters (C0, DEL, C1), invisible characters, characters that change the
// direction of text, and bytes that are not valid UTF-8.
#ifndef SVCENV_BASE_VISIBLE_H_
#define SVCENV_BASE_VISIBLE_H_

#include <string>
#include <string_view>

namespace svcenv {

// Returns `text` as one line. Escapes unsafe characters as \n, \x1b, or \u202e, and bytes that are
// not valid UTF-8 as \xff. Idempotent.
std::string Visible(std::string_view text);

// Like Visible, but keeps line breaks and tabs. Use it for text that svcenv itself laid out.
std::string VisibleLines(std::string_view text);

// Replaces each unsafe character with ?, so that columns do not shift. Keeps tabs.
std::string VisibleExcerpt(std::string_view text);

}  // namespace svcenv

#endif  // SVCENV_BASE_VISIBLE_H_
