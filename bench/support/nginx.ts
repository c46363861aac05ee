import { spawn } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { freePort } from "@/test/harness/free-port";

/** nginx that spreads what comes over servers on this machine. Needs `nginx`. */
export async function startNginx(ports: number[]): Promise<{ origin: string; stop: () => Promise<void> }> {
  const folder = mkdtempSync(path.join(os.tmpdir(), "dossier-nginx-"));
  const port = await freePort();
  const file = path.join(folder, "nginx.conf");
  writeFileSync(
    file,
    `daemon off; worker_processes 1; pid ${folder}/pid; error_log stderr crit;
     events { worker_connections 1024; }
     http {
       access_log off; client_body_temp_path ${folder}/body; proxy_temp_path ${folder}/proxy;
       fastcgi_temp_path ${folder}/fastcgi; uwsgi_temp_path ${folder}/uwsgi; scgi_temp_path ${folder}/scgi;
       upstream app { ${ports.map((number) => `server 127.0.0.1:${number};`).join(" ")} keepalive 64; }
       server {
         listen 127.0.0.1:${port};
         location / { proxy_pass http://app; proxy_http_version 1.1; proxy_set_header Connection ""; proxy_set_header Host $http_host; }
       }
     }`,
  );
  const child = spawn("nginx", ["-c", file, "-e", "stderr"], { stdio: ["ignore", "inherit", "inherit"] });
  const exited = new Promise<void>((done, fail) => {
    child.once("exit", () => done());
    child.once("error", fail);
  });
  const origin = `http://localhost:${port}`;
  const deadline = performance.now() + 10_000;
  while (!(await fetch(`${origin}/api/health/ready`).catch(() => undefined))?.ok) {
    if (performance.now() > deadline) throw new Error("nginx was not ready within ten seconds");
    await new Promise((done) => setTimeout(done, 20));
  }
  return {
    origin,
    stop: async () => {
      child.kill("SIGTERM");
      await exited;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
