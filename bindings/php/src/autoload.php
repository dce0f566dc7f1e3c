<?php
/* For who has no Composer: require this file, and the classes of the package are found. */
declare(strict_types=1);

spl_autoload_register(static function (string $class): void {
    if (str_starts_with($class, 'Homevisit\\')) {
        $file = __DIR__ . '/' . substr($class, strlen('Homevisit\\')) . '.php';
        if (is_file($file)) {
            require $file;
        }
    }
});
