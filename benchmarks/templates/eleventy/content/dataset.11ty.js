export const data = { layout: null, permalink: "/claims.json", eleventyExcludeFromCollections: true };

// Every claim as open data.
export function render({ collections }) {
  const claims = collections.claims.map(({ data, date, url }) => ({
    id: `${data.article}/${data.page.fileSlug}`,
    url: `https://checks.example.org${url}`,
    claim: data.title,
    short: data.short,
    claimant: data.claimant,
    quote: data.quote,
    verdict: data.verdict,
    summary: data.summary,
    checked: date.toISOString().slice(0, 10),
    topics: data.topics,
    evidence: data.evidence,
  }));
  return JSON.stringify({ claims });
}
