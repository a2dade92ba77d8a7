import pytest
from fastapi.testclient import TestClient

from app.main import create_app


@pytest.fixture
def client() -> TestClient:
    return TestClient(create_app())


def test_adds_and_lists_books(client):
    created = client.post("/books", json={"title": "Emma", "author": "Jane Austen"})
    assert created.status_code == 201
    assert created.json() == {"id": 1, "title": "Emma", "author": "Jane Austen"}
    second = client.post("/books", json={"title": "Dune", "author": "Frank Herbert"})
    assert second.json()["id"] == 2
    assert [book["title"] for book in client.get("/books").json()] == ["Emma", "Dune"]


def test_reads_one_book(client):
    client.post("/books", json={"title": "Emma", "author": "Jane Austen"})
    assert client.get("/books/1").json()["title"] == "Emma"
    missing = client.get("/books/7")
    assert missing.status_code == 404
    assert missing.json() == {"detail": "no such book"}


@pytest.mark.parametrize("body", [{}, {"author": "A"}, {"title": "", "author": "A"}])
def test_refuses_a_book_without_a_title(client, body):
    assert client.post("/books", json=body).status_code == 422
    assert client.get("/books").json() == []
