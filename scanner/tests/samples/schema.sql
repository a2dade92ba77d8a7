CREATE TABLE todo (
  id INTEGER PRIMARY KEY,
  title TEXT NOT NULL
);
INSERT INTO todo (id, title) VALUES (1, 'x');
SELECT t.id, count(*) FROM todo AS t WHERE t.title LIKE 'a%' GROUP BY t.id ORDER BY 1;
