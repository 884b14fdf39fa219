// What the .NET build calls: installs the npm packages and builds the pages, each only when its inputs changed.
// Inputs are compared by content (a file may be deleted, or brought back by git with an old date), and one build at a
// time works in this folder: another one waits, and then finds nothing left to do.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = dirname(fileURLToPath(import.meta.url));
const operations = join(here, '..', '..', 'schema', 'operations');
const packages = ['package.json', 'package-lock.json', '.npmrc'].map(file => join(here, file));
const sources = ['playground', 'vite.config.ts', 'tsconfig.json', 'build.mjs'].map(file => join(here, file));

requireNode(20, 19);
const release = lock(join(here, '.build-lock'));
try {
  // Another platform's packages (a folder shared with a container) are as good as none.
  once(join(here, 'node_modules', '.stamp'), hash(packages, process.platform + process.arch), 'npm ci --no-audit --no-fund');
  once(join(here, 'dist', '.stamp'), hash([...packages, ...sources, operations], ''), 'npm run --silent build -- --logLevel warn');
} finally {
  release();
}

/** Runs the command unless the stamp says that it ran with these inputs. */
function once(stamp, inputs, command) {
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === inputs) {
    return;
  }
  const { status, error } = spawnSync(command, { cwd: here, shell: true, stdio: 'inherit' });
  if (status !== 0) {
    console.error(`${command}: ${error?.message ?? `ended with ${status}`}`);
    release();
    process.exit(1);
  }
  writeFileSync(stamp, inputs);
}

function hash(paths, salt) {
  const digest = createHash('sha256').update(process.versions.node.split('.')[0] + salt);
  for (const file of paths.flatMap(filesUnder)) {
    digest.update(relative(here, file)).update('\0').update(readFileSync(file)).update('\0');
  }
  return digest.digest('hex');
}

function filesUnder(path) {
  return statSync(path).isDirectory()
    ? readdirSync(path).sort().flatMap(name => filesUnder(join(path, name)))
    : [path];
}

/** A folder is made by one process only. One that a killed build left behind goes when its process is gone. */
function lock(folder) {
  const owner = join(folder, 'pid');
  for (let waited = 0; ; waited++) {
    try {
      mkdirSync(folder);
      writeFileSync(owner, String(process.pid));
      return () => rmSync(folder, { recursive: true, force: true });
    } catch (error) {
      if (error.code !== 'EEXIST') {
        throw error;
      }
    }
    if (!isHeld(owner, waited)) {
      rmSync(folder, { recursive: true, force: true });
      continue;
    }
    if (waited === 0) {
      console.log('Another build is at work on the web pages; waiting for it.');
    }
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 200);
  }
}

function isHeld(owner, waited) {
  try {
    process.kill(Number(readFileSync(owner, 'utf8')), 0);
    return true;
  } catch (error) {
    // Without its file the folder is being made this moment (or its maker died over it: five seconds are enough);
    // without the right to signal it, the process is there.
    return (error.code === 'ENOENT' && waited < 25) || error.code === 'EPERM';
  }
}

function requireNode(major, minor) {
  const [haveMajor, haveMinor] = process.versions.node.split('.').map(Number);
  if (haveMajor < major || (haveMajor === major && haveMinor < minor)) {
    console.error(`Node.js ${major}.${minor} or newer is needed; this is ${process.versions.node}.`);
    process.exit(1);
  }
}
