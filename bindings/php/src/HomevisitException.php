<?php
/* Input that cannot be used. */
declare(strict_types=1);

namespace Homevisit;

class HomevisitException extends \RuntimeException
{
    /** @var list<Problem> everything that is wrong, in the order of the places */
    public readonly array $problems;

    /** @param string $problemsJson `{"problems": […]}`, the very bytes that every language gives */
    final public function __construct(string $message, public readonly string $problemsJson = '{"problems":[]}')
    {
        parent::__construct($message);
        $this->problems = Problem::listOf($problemsJson);
    }
}
