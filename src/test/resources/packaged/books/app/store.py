from app.models import Book, NewBook


class Store:
    """Keeps books in memory, by their id."""

    def __init__(self) -> None:
        self._books: dict[int, Book] = {}

    def add(self, new: NewBook) -> Book:
        book = Book(id=len(self._books) + 1, **new.model_dump())
        self._books[book.id] = book
        return book

    def all(self) -> list[Book]:
        return list(self._books.values())

    def get(self, book_id: int) -> Book | None:
        return self._books.get(book_id)
