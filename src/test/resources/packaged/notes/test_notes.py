from notes import create_app


def test_adds_and_lists_notes():
    client = create_app().test_client()
    first = client.post("/notes", json={"text": "tea"})
    assert first.status_code == 201
    assert first.get_json() == {"id": 1, "text": "tea"}
    assert client.post("/notes", json={"text": "milk"}).get_json()["id"] == 2
    assert client.get("/notes").get_json() == [
        {"id": 1, "text": "tea"},
        {"id": 2, "text": "milk"},
    ]


def test_refuses_an_empty_text():
    client = create_app().test_client()
    refused = client.post("/notes", json={"text": ""})
    assert refused.status_code == 400
    assert refused.get_json() == {"error": "a note needs a text"}
    assert client.get("/notes").get_json() == []
    missing = client.post("/notes", json={})
    assert missing.status_code == 400
