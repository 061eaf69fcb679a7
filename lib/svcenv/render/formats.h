// The functions behind the rows of the table in format.cc; for this room only.
#ifndef SVCENV_RENDER_FORMATS_H_
#define SVCENV_RENDER_FORMATS_H_

#include <string_view>

#include "svcenv/render/format.h"

namespace svcenv {

void WriteTable(Results results, const RenderOptions& options, Output* output);

std::string_view EnvProblem(const Variable& variable);
void WriteEnv(Results results, const RenderOptions& options, Output* output);

std::string_view Env0Problem(const Variable& variable);
void WriteEnv0(Results results, const RenderOptions& options, Output* output);

void WriteJson(Results results, const RenderOptions& options, Output* output);
void WriteYaml(Results results, const RenderOptions& options, Output* output);

std::string_view EnvListProblem(const Variable& variable);
void WriteEnvList(Results results, const RenderOptions& options, Output* output);

}  // namespace svcenv

#endif  // SVCENV_RENDER_FORMATS_H_
