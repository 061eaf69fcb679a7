// The problems and writers of the formats in format.cc. Internal to this package.
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

std::string_view ShProblem(const Variable& variable);
void WriteSh(Results results, const RenderOptions& options, Output* output);

std::string_view FishProblem(const Variable& variable);
void WriteFish(Results results, const RenderOptions& options, Output* output);

std::string_view PowershellProblem(const Variable& variable);
void WritePowershell(Results results, const RenderOptions& options, Output* output);

std::string_view DotenvProblem(const Variable& variable);
void WriteDotenv(Results results, const RenderOptions& options, Output* output);

std::string_view DockerProblem(const Variable& variable);
void WriteDocker(Results results, const RenderOptions& options, Output* output);

std::string_view ComposeProblem(const Variable& variable);
void WriteCompose(Results results, const RenderOptions& options, Output* output);

std::string_view SystemdProblem(const Variable& variable);
void WriteSystemd(Results results, const RenderOptions& options, Output* output);

std::string_view K8sEnvfileProblem(const Variable& variable);
void WriteK8sEnvfile(Results results, const RenderOptions& options, Output* output);

std::string_view GithubProblem(const Variable& variable);
void WriteGithub(Results results, const RenderOptions& options, Output* output);

std::string_view ConfigmapProblem(const Variable& variable);
void WriteConfigmap(Results results, const RenderOptions& options, Output* output);

}  // namespace svcenv

#endif  // SVCENV_RENDER_FORMATS_H_
