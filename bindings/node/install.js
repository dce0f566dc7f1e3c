/*
 * What `npm install` runs: makes homevisit.node, where the package does not bring it, from the source tree that this
 * folder stands in. Needs CMake, SWIG, a compiler for C++, libcjson and Node's own headers.
 */
'use strict';

const { spawnSync } = require('node:child_process');
const fs = require('node:fs');
const path = require('node:path');

const root = path.join(__dirname, '..', '..');
const build = path.join(__dirname, 'build');
const made = path.join(build, 'bindings', 'node', 'node_modules', 'homevisit', 'homevisit.node');

function stop(reason) {
    console.error(`homevisit: ${reason}`);
    process.exit(1);
}

function run(...args) {
    const { status, error } = spawnSync('cmake', args, { stdio: 'inherit' });
    if (error) stop(`cmake cannot be run (Debian: apt-get install cmake): ${error.message}`);
    if (status !== 0) stop(`cmake ${args.join(' ')} ended with ${status}`);
}

if (!fs.existsSync(path.join(__dirname, 'homevisit.node'))) {
    if (!fs.existsSync(path.join(root, 'CMakeLists.txt'))) stop('homevisit.node is missing, and so is the source tree');
    run('-S', root, '-B', build, '-DCMAKE_BUILD_TYPE=Release', '-DHOMEVISIT_BINDINGS=node', '-DHOMEVISIT_TESTS=OFF',
        '-DHOMEVISIT_CLI=OFF', `-DHOMEVISIT_NODE=${process.execPath}`);
    if (!fs.readFileSync(path.join(build, 'CMakeCache.txt'), 'utf8').match(/^HOMEVISIT_NODE_HEADERS:PATH=\//m)) {
        stop('Node.js is without its headers; see what CMake said above');
    }
    run('--build', build, '--parallel', '2', '--target', 'homevisit_node');
    fs.copyFileSync(made, path.join(__dirname, 'homevisit.node'));
}
