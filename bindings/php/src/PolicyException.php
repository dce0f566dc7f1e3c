<?php
/* A policy that cannot be used, or one that it extends. */
declare(strict_types=1);

namespace Homevisit;

final class PolicyException extends HomevisitException
{
}
