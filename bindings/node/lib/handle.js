/* What Policy and Visit share: an object of the library that is held, and let go once. */
'use strict';

const HANDLE = Symbol('handle');
const FREE = Symbol('free');

/*
 * The handle dies with its holder: the addon frees what it holds in the very collection that takes it, sooner than a
 * FinalizationRegistry would. free() and Symbol.dispose are for those who would not wait for one.
 */
class Held {
    constructor(handle, free) {
        this[HANDLE] = handle;
        this[FREE] = free;
        Object.defineProperty(this, HANDLE, { enumerable: false });
        Object.defineProperty(this, FREE, { enumerable: false });
    }

    /** Whether it has been freed. */
    get freed() {
        return this[HANDLE] === null;
    }

    /** Gives the memory back at once. Reports stay as they are; every other use throws. May be called again. */
    free() {
        const handle = this[HANDLE];
        this[HANDLE] = null;
        if (handle !== null) this[FREE](handle);
    }
}

if (Symbol.dispose) {
    Object.defineProperty(Held.prototype, Symbol.dispose, {
        value: Held.prototype.free, writable: true, configurable: true,
    });
}

/** The handle of an object of that class, or a TypeError. */
function handleOf(object, Class) {
    if (!(object instanceof Class)) throw new TypeError(`expected a ${Class.name}`);
    if (object[HANDLE] === null) throw new TypeError(`this ${Class.name} has been freed`);
    return object[HANDLE];
}

module.exports = { Held, handleOf };
