// Uses the API through a client whose types are generated from the document: that it compiles is half of the test.
import createClient from "openapi-fetch";
import type { paths } from "./api.d.ts";

declare const process: { env: Record<string, string | undefined> };

const client = createClient<paths>({
  baseUrl: process.env["REELSCORE_URL"] ?? "",
  headers: { Authorization: `Bearer ${process.env["REELSCORE_KEY"] ?? ""}` },
  querySerializer: { array: { style: "form", explode: false } },
});

function check(holds: boolean, what: string): asserts holds {
  if (!holds) throw new Error(what);
}

const title = `Typed ${Date.now()}`;
const made = await client.POST("/v1/films", { body: { title, year: 2001, genres: ["Sci-Fi"] } });
check(made.data !== undefined, `create: ${JSON.stringify(made.error)}`);
check(made.data.genres?.[0] === "Science Fiction", "genres are canonical");

const film = String(made.data.id);
const read = await client.GET("/v1/films/{film}", { params: { path: { film }, query: { fields: ["title", "year"] } } });
check(read.data?.title === title && read.data.year === 2001, "read what was made");

const patched = await client.PATCH("/v1/films/{film}", {
  params: { path: { film }, header: { "If-Match": made.response.headers.get("ETag") ?? "" } },
  body: { tagline: "strict", year: null },
  headers: { "Content-Type": "application/merge-patch+json" },
});
check(patched.data?.tagline === "strict" && patched.data.year === null, `patch: ${JSON.stringify(patched.error)}`);

const refused = await client.GET("/v1/films", { params: { query: { limit: 0 } } });
check(refused.error?.status === 400 && refused.error.errors?.[0]?.parameter === "limit", "a problem names its field");

let pages = 0;
for (let cursor: string | undefined = ""; cursor !== undefined; pages++) {
  const page: { data?: { next: string | null } } = await client.GET("/v1/films", { params: { query: { limit: 5, ...(cursor && { cursor }) } } });
  check(page.data !== undefined, "list");
  cursor = page.data.next === null ? undefined : (new URL(page.data.next, "http://x").searchParams.get("cursor") ?? undefined);
}
check(pages > 0, "there are pages");

const gone = await client.DELETE("/v1/films/{film}", { params: { path: { film } } });
check(gone.response.status === 204, "delete");
console.log(`TypeScript client: created, read, patched, listed ${pages} pages, deleted`);
