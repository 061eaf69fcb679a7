#include "tests/render/reader_inputs.h"

#include <cstddef>
#include <iterator>
#include <random>

#include "tests/render/rendering.h"

namespace svcenv {

std::vector<std::string> ReaderTexts() {
  constexpr size_t kLongestString = 128 * 1024;  // NAME=value and its NUL, for the kernel
  std::vector<std::string> texts = DifficultTexts();
  for (const std::string_view text : {"\xff",
                                      "a\xfe z",
                                      "\xed\xa0\x80",
                                      "\xc3",
                                      "\x81\x82\x83\x84\x85\x86\x87\x88",
                                      "a\r",
                                      "a\r\n",
                                      "EOF",
                                      "a\nEOF\nb",
                                      "a\nEOF\r\nEOF_\nb",
                                      "${A}",
                                      "${A:-b}",
                                      "$A",
                                      "`A`",
                                      "$(A)\n",
                                      "\\$A",
                                      "\\'",
                                      "\\\"",
                                      "\\\\'",
                                      "\\\\",
                                      "a\\",
                                      "a\\\\",
                                      "'\\",
                                      "\"'",
                                      "\"'#",
                                      "it's \"it\"",
                                      "{\"a\": 'b'}",
                                      "\u201Ca\u201D \u201E",
                                      "\u2018a\u2019",
                                      "\xef\xb7\x90",
                                      "a # b",
                                      "a;b",
                                      "; a",
                                      "export A=b",
                                      "~",
                                      "~/a",
                                      "*",
                                      "a=b",
                                      "%n",
                                      "!!",
                                      "!a",
                                      "a  b",
                                      "a \n b ",
                                      " 'a' ",
                                      "\v\f\b"}) {
    texts.emplace_back(text);
  }
  texts.push_back(std::string(kLongestString - 8, 'x'));
  texts.push_back(std::string(70000, 'y') + "\n" + std::string(100, '\'') + "z");
  const std::string_view kPieces[] = {"'",  "\"", "\\",     "$", "{", "}", "(",      ")",    "\n",
                                      "\r", "\t", " ",      "#", "=", ";", "`",      "a",    "n",
                                      "r",  "é",  "\u201C", "<", "!", "%", "\u2019", "\xff", "\\'",
                                      "&",  "~",  "\\\\",   ":", "|", "0", "A",      "*",    ","};
  std::mt19937 random(7);
  for (int i = 0; i < 500; ++i) {
    std::string text;
    for (size_t n = random() % 9; n > 0; --n) text += kPieces[random() % std::size(kPieces)];
    texts.push_back(text);
  }
  return texts;
}

std::vector<std::string_view> ReaderNames() {
  return {"A",
          "a_1",
          "_A",
          "a.b",
          "A-b",
          "1A",
          "A B",
          "#a",
          "a#b",
          "export",
          "A:B",
          "A'B",
          "A\"B",
          "A$B",
          "A\\B",
          "-A",
          ".A",
          "a<<b",
          "A;B",
          "A,B",
          "@A",
          "%A",
          "!A",
          "A/B",
          "a[b]",
          "{A}",
          " A",
          "A ",
          "é",
          "UID",
          "EUID",
          "RANDOM",
          "SECONDS",
          "status",
          "version",
          "PPID",
          "IFS",
          "CDPATH",
          "NODE_OPTIONS",
          "GITHUB_ENV",
          "RUNNER_OS",
          "GITHUB_TOKEN",
          "GITHUB_X_PORT",
          "LANG",
          "HOSTNAME",
          "argv",
          "hostname",
          "OPTIND"};
}

}  // namespace svcenv
