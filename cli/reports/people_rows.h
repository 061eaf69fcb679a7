// Lays out text reports: facts in rows, identical containers under one heading.
#ifndef SVCENV_CLI_REPORTS_PEOPLE_ROWS_H_
#define SVCENV_CLI_REPORTS_PEOPLE_ROWS_H_

#include <cstdint>
#include <string>
#include <vector>

#include "svcenv/render/columns.h"
#include "svcenv/render/output.h"

namespace svcenv::cli {

// A fact: what it is, where it comes from, and where that is defined.
struct PeopleRow {
  Cell label;
  Cell what;
  std::string from;
  std::string place;
};

// Writes one line per row. If a line would be wider than the terminal, writes the value, cut if
// needed, and below it where it comes from, wrapped at words.
void WriteRows(const std::vector<PeopleRow>& rows, const PeopleOptions& options, Output* output);

// Returns a heading for containers with the same report: the first name in bold, and some of the
// others below it.
std::string SharedHeading(const std::vector<std::string>& names, bool color);

}  // namespace svcenv::cli

#endif  // SVCENV_CLI_REPORTS_PEOPLE_ROWS_H_
