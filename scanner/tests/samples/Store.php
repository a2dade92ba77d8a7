<?php
declare(strict_types=1);

namespace App;

use InvalidArgumentException;

final class Store
{
    public function __construct(private array $items = []) {}

    public function add(string $title): static
    {
        return new static([...$this->items, $title]) ?? throw new InvalidArgumentException("{$title}");
    }
}
