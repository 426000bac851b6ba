// The settings of the made-up site for Eleventy: lists of 50, one index of the claims by article.
const PER_PAGE = 50;

const slug = (text) => text.toLowerCase().replaceAll(" ", "-");
const newest = (one, other) => other.date - one.date || (one.url < other.url ? -1 : 1);

// Pages of a list: {claims, number, total, first, newer, older}, with addresses below `address`.
function paged(address, title, claims) {
  const total = Math.max(1, Math.ceil(claims.length / PER_PAGE));
  const at = (number) => (number === 1 ? address : `${address}page/${number}/`);
  return Array.from({ length: total }, (_, index) => ({
    title,
    address: at(index + 1),
    claims: claims.slice(index * PER_PAGE, (index + 1) * PER_PAGE),
    number: index + 1,
    total,
    newer: index > 0 ? at(index) : null,
    older: index + 1 < total ? at(index + 2) : null,
  }));
}

function grouped(claims, keys) {
  const groups = new Map();
  for (const claim of claims) {
    for (const key of keys(claim)) {
      if (!groups.has(key)) groups.set(key, []);
      groups.get(key).push(claim);
    }
  }
  return new Map([...groups].sort());
}

export default function (config) {
  const claimsOf = (api) => api.getFilteredByGlob("content/claims/**/*.md").sort(newest);
  const articlesOf = (api) => api.getFilteredByGlob("content/articles/*.md").sort(newest);
  const verdicts = (api) => grouped(claimsOf(api), (claim) => [claim.data.verdict]);
  const topics = (api) => grouped(claimsOf(api), (claim) => claim.data.topics);

  config.addPassthroughCopy({ static: "/" });
  config.addFilter("day", (date) => date.toISOString().slice(0, 10));
  config.addFilter("rfc822", (date) => date.toUTCString());
  config.addFilter("slugged", slug);
  config.addFilter("json", (value) => JSON.stringify(value));
  config.addCollection("claims", claimsOf);
  config.addCollection("articles", articlesOf);
  config.addCollection("byArticle", (api) =>
    Object.fromEntries(grouped(claimsOf(api), (claim) => [claim.data.article])),
  );
  config.addCollection("verdicts", (api) => [...verdicts(api)].map(([name, { length }]) => ({ name, length })));
  config.addCollection("topics", (api) => [...topics(api)].map(([name, { length }]) => ({ name, length })));
  config.addCollection("lists", (api) => [
    ...paged("/claims/", "Claims", claimsOf(api)),
    ...paged("/articles/", "Articles", articlesOf(api)),
    ...[...verdicts(api)].flatMap(([name, claims]) => paged(`/verdicts/${name}/`, name, claims)),
    ...[...topics(api)].flatMap(([name, claims]) => paged(`/topics/${slug(name)}/`, name, claims)),
  ]);
  return { dir: { input: "content", includes: "../_includes", output: "_site" }, markdownTemplateEngine: false };
}
