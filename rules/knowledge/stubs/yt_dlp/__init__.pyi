from .YoutubeDL import YoutubeDL as YoutubeDL
