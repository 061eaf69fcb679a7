// How reports for people are laid out: facts in rows, containers that are alike under one heading.
#ifndef SVCENV_CLI_REPORTS_PEOPLE_ROWS_H_
#define SVCENV_CLI_REPORTS_PEOPLE_ROWS_H_

#include <cstdint>
#include <string>
#include <vector>

#include "svcenv/render/columns.h"
#include "svcenv/render/output.h"

namespace svcenv::cli {

// What it is, where it is from, and where that is written.
struct PeopleRow {
  Cell label;
  Cell what;
  std::string from;
  std::string place;
};

// A line each; where that is wider than the terminal, one for what it is, cut if need be, and one
// for where it is from.
void WriteRows(const std::vector<PeopleRow>& rows, const PeopleOptions& options, Output* output);

// The names of what is alike: the first in bold, some of the others below it.
std::string AlikeHeading(const std::vector<std::string>& names, bool color);

// "2,097,152".
std::string WithCommas(uint64_t number);

}  // namespace svcenv::cli

#endif  // SVCENV_CLI_REPORTS_PEOPLE_ROWS_H_
