//! Generates source files like those that an agent writes, from a template per language.

/// The lines of a typical file.
pub const LINES: usize = 300;

/// A template: the path, the beginning, the section that is repeated, and the end; `§` is replaced
/// by the number of the section.
struct Template(&'static str, &'static str, &'static str, &'static str);

const TEMPLATES: [Template; 9] = [
    Template(
        "shop.py",
        "from dataclasses import dataclass, field\nimport json\n",
        r#"

@dataclass
class Item§:
    """What a customer may order, number §."""
    name: str
    price: float = §.5
    tags: list[str] = field(default_factory=list)

    def total(self, count: int, *, rate: float = 0.19) -> float:
        if count < 0:  # nobody orders less than nothing
            raise ValueError(f"item {self.name}: {count} is below 0")
        return sum(self.price * (1 + rate) for _ in range(count))
"#,
        "",
    ),
    Template(
        "shop.js",
        "import { store } from './store.js';\n",
        r#"
/** What a customer may order, number §. */
export class Item§ {
  constructor(name, { price = §.5, tags = [] } = {}) {
    Object.assign(this, { name, price, tags });
  }

  async total(count, rate = 0.19) {
    if (count < 0) throw new Error(`item ${this.name}: ${count} is below 0`);
    const rows = await store.all('items', (row) => row.id === § && row.name !== "");
    return rows.map((row) => row.price * (1 + rate)).reduce((a, b) => a + b, 0);
  }
}
"#,
        "",
    ),
    Template(
        "shop.ts",
        "import { store, type Row } from './store.js';\n",
        r#"
/** What a customer may order, number §. */
export interface Order§<T extends Row = Row> {
  readonly id: number;
  rows: T[];
  note?: string | null;
}

export async function total§(order: Order§, rate = 0.19): Promise<number> {
  if (order.rows.length === 0) throw new Error(`order ${order.id} is empty`);
  const known: Row[] = await store.all<Row>('items', (row: Row) => row.id === §);
  return known.map((row) => row.price * (1 + rate)).reduce((a, b) => a + b, 0);
}
"#,
        "",
    ),
    Template(
        "Shop.java",
        "package shop;\n\nimport java.util.List;\n\n/** A shop. */\nfinal class Shop {\n",
        r#"
  /** What a customer may order, number §. */
  record Item§(String name, double price, List<String> tags) {
    double total(int count, double rate) {
      if (count < 0) {
        throw new IllegalArgumentException("item " + name + ": " + count + " is below 0");
      }
      return tags.stream().filter(tag -> !tag.isEmpty()).mapToDouble(tag -> price).sum()
          * (1 + rate) + §;
    }
  }
"#,
        "}\n",
    ),
    Template(
        "shop.go",
        "package shop\n\nimport \"fmt\"\n",
        r#"
// Item§ is what a customer may order.
type Item§ struct {
	Name  string   `json:"name"`
	Price float64  `json:"price"`
	Tags  []string `json:"tags,omitempty"`
}

func (item *Item§) Total(count int, rate float64) (float64, error) {
	if count < 0 {
		return 0, fmt.Errorf("item %s: %d is below 0", item.Name, count)
	}
	return item.Price * float64(count) * (1 + rate), nil
}
"#,
        "",
    ),
    Template(
        "shop.rs",
        "use std::collections::HashMap;\n",
        r#"
/// What a customer may order, number §.
#[derive(Clone, Debug, Default)]
pub struct Item§ {
    pub name: String,
    pub prices: HashMap<String, f64>,
}

impl Item§ {
    pub fn total(&self, count: usize, rate: f64) -> Result<f64, String> {
        let price = self.prices.get("now").ok_or_else(|| format!("{} has none", self.name))?;
        Ok((0..count).map(|_| price * (1.0 + rate)).sum::<f64>() + §.0)
    }
}
"#,
        "",
    ),
    Template(
        "shop.rb",
        "require 'json'\n",
        r#"
# What a customer may order, number §.
class Item§
  attr_reader :name, :price

  def initialize(name:, price: §.5, tags: [])
    @name, @price, @tags = name, price, tags
  end

  def total(count, rate = 0.19)
    raise ArgumentError, "item #{name}: #{count} is below 0" if count.negative?
    (1..count).map { |_| price * (1 + rate) }.sum
  end
end
"#,
        "",
    ),
    Template(
        "shop.cpp",
        "#include <string>\n#include <vector>\n",
        r#"
// What a customer may order, number §.
struct Item§ {
  std::string name;
  double price = §.5;
  std::vector<std::string> tags;

  double total(int count, double rate = 0.19) const {
    if (count < 0) throw std::invalid_argument("item " + name + " is below 0");
    double sum = 0;
    for (const auto& tag : tags) sum += tag.empty() ? 0 : price * (1 + rate);
    return sum * count;
  }
};
"#,
        "",
    ),
    Template(
        "shop.php",
        "<?php\ndeclare(strict_types=1);\n",
        r#"
/** What a customer may order, number §. */
final class Item§
{
    public function __construct(public string $name, private float $price = §.5) {}

    public function total(int $count, float $rate = 0.19): float
    {
        if ($count < 0) {
            throw new InvalidArgumentException("item {$this->name}: $count is below 0");
        }
        return array_sum(array_map(fn ($x) => $x * (1 + $rate), [$this->price, §]));
    }
}
"#,
        "",
    ),
];

/// The paths of all templates.
pub fn paths() -> impl Iterator<Item = &'static str> {
    TEMPLATES.iter().map(|template| template.0)
}

/// The file of a path, with at most this many lines.
#[must_use]
pub fn generate(path: &str, lines: usize) -> String {
    let Template(_, first, section, last) =
        TEMPLATES.iter().find(|template| template.0 == path).expect("a known path");
    let room = lines - first.lines().count() - last.lines().count();
    let count = room / section.lines().count();
    let sections = (1..=count).map(|number| section.replace('§', &number.to_string()));
    format!("{first}{}{last}", sections.collect::<String>())
}
