// Answers SPARQL over a Turtle file: node query.mjs ENGINE FILE. Each line of standard input is a SELECT or ASK query
// as a JSON string, each line of standard output its rows, or an object that holds the error.
import { readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';

const [engine, file] = process.argv.slice(2);

async function comunica() {
  const { QueryEngine } = await import('@comunica/query-sparql-file');
  const queryEngine = new QueryEngine();
  return async (query) => {
    const result = await queryEngine.query(query, { sources: [file] });
    if (result.resultType === 'boolean') return [[String(await result.execute())]];
    const names = (await result.metadata()).variables.map((entry) => (entry.variable ?? entry).value);
    const solutions = await (await result.execute()).toArray();
    return solutions.map((solution) => names.map((name) => solution.get(name)?.value ?? ''));
  };
}

async function oxigraph() {
  const { Store } = await import('oxigraph');
  const store = new Store();
  store.load(readFileSync(file, 'utf8'), { format: 'text/turtle' });
  return async (query) => {
    const answer = JSON.parse(store.query(query, { results_format: 'json' }));
    if ('boolean' in answer) return [[String(answer.boolean)]];
    return answer.results.bindings.map((row) => answer.head.vars.map((name) => row[name]?.value ?? ''));
  };
}

const ask = await { comunica, oxigraph }[engine]();
for await (const line of createInterface({ input: process.stdin })) {
  const answer = await ask(JSON.parse(line)).catch((error) => ({ error: String(error) }));
  process.stdout.write(`${JSON.stringify(answer)}\n`);
}
