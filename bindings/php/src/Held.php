<?php
/* What Policy and Visit share: an object of the library that is held, and let go once. */
declare(strict_types=1);

namespace Homevisit;

/** @internal */
trait Held
{
    private function __construct(private ?object $handle)
    {
    }

    /** Gives the memory back at once, where this is the last reference. Every later use throws a LogicException. */
    public function free(): void
    {
        $this->handle = null;
    }

    /** @internal */
    public function handle(): object
    {
        return $this->handle ?? throw new \LogicException('this ' . self::class . ' has been freed');
    }

    private function __clone()
    {
    }

    public function __serialize(): array
    {
        throw new \LogicException(self::class . ' cannot be serialised');
    }

    public function __unserialize(array $data): void
    {
        throw new \LogicException(self::class . ' cannot be serialised');
    }
}
