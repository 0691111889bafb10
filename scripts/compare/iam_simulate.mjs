// One case a line in, one answer a line out, decided by @cloud-copilot/iam-simulate.
// Needs: npm install @cloud-copilot/iam-simulate, and NODE_PATH or a node_modules above the
// working directory.
import { createRequire } from 'node:module'
import { createInterface } from 'node:readline'
import { pathToFileURL } from 'node:url'

const require = createRequire(pathToFileURL(process.cwd() + '/'))
const { runSimulation, anonymousPrincipal } = require('@cloud-copilot/iam-simulate')

for await (const line of createInterface({ input: process.stdin })) {
  const simulation = JSON.parse(line)
  if (simulation.request.principal === 'anonymous') simulation.request.principal = anonymousPrincipal
  let answer
  try {
    const found = await runSimulation(simulation, {})
    if (found.resultType === 'error') answer = { error: found.errors?.message ?? JSON.stringify(found.errors) }
    else {
      const all = found.resultType === 'single' ? [found.result] : found.results
      const analyses = all.map((it) => it.analysis)
      const result = found.overallResult
      const layers = new Set()
      const statements = new Set()
      for (const it of analyses) {
        for (const [layer, key] of [['identity', 'identityAnalysis'], ['resource', 'resourceAnalysis'],
          ['scp', 'scpAnalysis'], ['rcp', 'rcpAnalysis'], ['boundary', 'permissionBoundaryAnalysis'],
          ['session', 'sessionAnalysis'], ['endpoint', 'endpointAnalysis']]) {
          const one = it?.[key]
          if (!one) continue
          const own = typeof one.result === 'string' ? one.result : ''
          if (own.endsWith('Denied') || own === 'NotApplicable' && layer === 'identity') layers.add(layer)
          const denies = [...(one.denyStatements ?? []), ...(one.ouAnalysis ?? []).flatMap((ou) => ou.denyStatements ?? [])]
          for (const deny of denies) statements.add(deny.statement?.sid?.() ?? `statement ${deny.statement?.index?.()}`)
        }
        for (const blocked of it?.blockedBy ?? []) layers.add(blocked === 's3-bpa' ? 'block-public-access' : blocked)
      }
      answer = { result, layers: [...layers], statements: [...statements] }
    }
  } catch (error) {
    answer = { error: String(error) }
  }
  console.log(JSON.stringify(answer))
}
