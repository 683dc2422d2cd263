// Links to the briefs on this page's unit. A release has none: `governance site` answers with the names of those written.
(function (briefs) {
  var list = document.getElementById('briefs');
  briefs.forEach(function (name) {
    var parts = name.match(list.dataset.name);
    if (!parts) return;
    var a = document.createElement('a');
    a.className = 'button quiet'; a.href = '../../briefs/' + name; a.textContent = parts[2].toUpperCase() + ' · ' + parts[1];
    list.append(a, ' '); list.hidden = false;
  });
})([]);
